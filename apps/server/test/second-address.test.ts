import type { Chat } from '../../../tooling/testing/index.ts';
import { openChoicePage } from './support/choice-page.ts';
import { emailStories } from './support/email-stories.ts';
import { movableClock } from './support/movable-clock.ts';
import { directory } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const factors = [{ kind: 'security-key', label: 'YubiKey 5C' }];
const people: Readonly<Record<string, object>> = {
  waits: {},
  stops: {},
  here: {},
  guessed: {},
  raced: {},
  swapped: {},
  other: {},
  looked: {},
  late: {},
  worn: {},
  typed: {},
  fresh: { recoveryAgeDays: 3 },
  changed: { passwordAgeDays: 0.1 },
  none: { recoveryEmail: null },
  moved: {},
  overtaken: {},
};

let stories: Awaited<ReturnType<typeof emailStories>>;
let world: World;
beforeAll(async () => {
  stories = await emailStories({ domains: ['acme.test'] });
  const entries = Object.entries(people).map(([login, more]) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
    recoveryEmail: `${login}@home.test`,
    factors,
    ...more,
  }));
  world = await openWorld({
    people: [],
    hasMovableClock: true,
    configuration: `
organization: Acme
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    config: ${JSON.stringify({ passwordHashCost: 10, people: entries })}
  web: { package: "@access-account/channel-web" }
  email: ${stories.entry}
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web, email], tickets: desk }
policies: { mfaReset: { verification: step-up } }
`,
  });
  await stories.open(world);
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await stories.close();
  await world.close();
});

async function accountOf(login: string): Promise<string> {
  const find = directory(world.product, 'sandbox')['account.find'];
  return (await find({ by: 'login', value: login }, world.product.call()))[0]?.id ?? '';
}

async function labelsOf(login: string): Promise<readonly string[]> {
  const list = directory(world.product, 'sandbox')['factor.list'];
  return (await list({ id: await accountOf(login) }, world.product.call())).map(({ label }) => label);
}

const all = ['YubiKey 5C'];
const post = (page: string, fields: Readonly<Record<string, string>>) =>
  fetch(page, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const send = (page: string) => post(page, { press: 'send', way: '0' });
const type = (page: string, code: string) => post(page, { press: 'sent', way: '0', code });

/** Somebody who confirmed that their only factor goes, and was asked to show that it is they. */
async function unproven(login: string): Promise<{ readonly chat: Chat; readonly page: string }> {
  const chat = await world.chat(login);
  await chat.say('I lost my YubiKey');
  const question = await chat.shown('Shall I');
  await chat.press(question.choices.find(({ label }) => label === 'Yes, reset MFA')?.token ?? '');
  const asking = await chat.shown('I must be sure that it is you');
  return { chat, page: asking.links?.find(({ label }) => label === 'Confirm that it is you')?.url ?? '' };
}

/** The code that came to the address of record. */
async function codeOf(login: string): Promise<string> {
  const { text } = await stories.email.person(`${login}@home.test`).shown('Your code is');
  return /Your code is (\d{8})/.exec(text)?.[1] ?? '';
}

async function wrongFor(login: string): Promise<string> {
  const code = await codeOf(login);
  return code.startsWith('9') ? `0${code.slice(1)}` : `9${code.slice(1)}`;
}

describe('MFA-9 a code to an address of record', () => {
  test('the address is shown masked, the code is typed on the page, and what was confirmed waits for its hold', async () => {
    const { chat, page } = await unproven('waits');
    const shown = await (await fetch(page)).text();
    expect(shown).toContain('Send a code to w…@home.test');
    expect(shown).not.toContain('waits@home.test');
    const sent = await send(page);
    expect(await sent.text()).toContain('The code that was sent to w…@home.test');
    const code = await codeOf('waits');
    const answer = await type(page, `${code.slice(0, 4)} ${code.slice(4)}`);
    expect({ status: answer.status, text: await answer.text() }).toMatchObject({
      status: 200,
      text: expect.stringContaining('It is confirmed') as string,
    });
    await chat.shown('in 60 minutes');
    await stories.email.person('waits@acme.test').shown('is to be removed in 60 minutes');
    expect(await labelsOf('waits')).toEqual(all);
    // Neither the code nor the whole address is in what is kept.
    for (const table of [
      'case_event',
      'effect',
      'proof',
      'proof_link',
      'help_case',
      'allowance',
      'audit',
      'connector_store',
    ]) {
      const kept = JSON.stringify(await world.database.rows(`select to_jsonb(one) as row from ${table} one`));
      expect(kept).not.toContain(code);
      if (table !== 'connector_store') expect(kept).not.toContain('waits@home.test');
    }
    const clock = await movableClock(world.database);
    await clock.moveTo(new Date((await clock.now()).getTime() + 61 * 60_000).toISOString());
    await world.product.road.sweep();
    await chat.shown('Reset complete!');
    expect(await labelsOf('waits')).toEqual([]);
    const removal = await until(async () =>
      (await world.audited('waits')).find(
        ({ name, detail }) => name === 'effect-succeeded' && detail.operation === 'factor.remove',
      ),
    );
    expect(removal.detail).toMatchObject({ proofs: 'code', rule: 'employee.self.remove-all-factors@2' });
  });

  test('“This wasn’t me” on another channel stops it, and security hears of it', async () => {
    const { chat, page } = await unproven('stops');
    await send(page);
    await type(page, await codeOf('stops'));
    await chat.shown('in 60 minutes');
    const told = await stories.email.person('stops@acme.test').shown('is to be removed');
    const button = told.buttons.find(({ label }) => label.includes('wasn’t me'));
    // A scanner that opens the link stops nothing, and begins nothing.
    for (let times = 0; times < 100; times += 1)
      await fetch(button?.url ?? '', { method: times % 2 === 0 ? 'GET' : 'HEAD' });
    const opened = await openChoicePage(button?.url ?? '');
    await opened.press();
    await chat.shown('It is stopped');
    await until(async () => (await world.tickets('stops')).some(({ status }) => status === 'handed-off'));
    const clock = await movableClock(world.database);
    await clock.moveTo(new Date((await clock.now()).getTime() + 2 * 60 * 60_000).toISOString());
    await world.product.road.sweep();
    expect(await labelsOf('stops')).toEqual(all);
  });

  test('and so it does where it was asked for', async () => {
    const { chat, page } = await unproven('here');
    await send(page);
    await type(page, await codeOf('here'));
    const held = await chat.shown('in 60 minutes');
    await chat.press(held.choices.find(({ label }) => label.includes('wasn’t me'))?.token ?? '');
    await chat.shown('It is stopped');
    expect(await labelsOf('here')).toEqual(all);
  });

  test('of a hundred guesses at the same moment five are looked at; then the right code comes too late', async () => {
    const { page } = await unproven('guessed');
    await send(page);
    const wrong = await wrongFor('guessed');
    const answers = await Promise.all(Array.from({ length: 100 }, () => type(page, wrong)));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(0);
    expect((await type(page, await codeOf('guessed'))).status).not.toBe(200);
    const rows = await world.database.rows('select 1 from proof where person_id = $1', [
      await world.personId('guessed'),
    ]);
    expect(rows).toEqual([]);
  });

  test('the right code from a hundred browsers at once is one proof', async () => {
    const { page } = await unproven('raced');
    await send(page);
    const code = await codeOf('raced');
    await Promise.all(Array.from({ length: 100 }, () => type(page, code)));
    const rows = await world.database.rows('select 1 from proof where person_id = $1', [await world.personId('raced')]);
    expect(rows).toHaveLength(1);
  });

  test('a code of another link, or of somebody else, is none', async () => {
    const one = await unproven('swapped');
    const another = await unproven('other');
    await send(one.page);
    await send(another.page);
    expect((await type(another.page, await codeOf('swapped'))).status).toBe(403);
    expect((await type(one.page, await codeOf('other'))).status).toBe(403);
    const rows = await world.database.rows('select 1 from proof where person_id = any($1::uuid[])', [
      [await world.personId('swapped'), await world.personId('other')],
    ]);
    expect(rows).toEqual([]);
  });

  test('a new code ends the one before it, and ten minutes end every one', async () => {
    const { page } = await unproven('late');
    await send(page);
    const first = await codeOf('late');
    await send(page);
    await until(() => stories.email.person('late@home.test').mails.length === 2);
    const second = await codeOf('late');
    if (first !== second) expect((await type(page, first)).status).toBe(403);
    await world.database.run(
      `update proof_link set code_until = clock_timestamp() - interval '1 second' where person_id = $1`,
      [await world.personId('late')],
    );
    expect((await type(page, second)).status).toBe(403);
  });

  test('three codes in ten minutes are as many as are sent', async () => {
    const { page } = await unproven('worn');
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(page)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(47);
    expect(stories.email.person('worn@home.test').mails).toHaveLength(3);
  });

  test('looking a hundred times sends nothing', async () => {
    const { page } = await unproven('looked');
    for (let times = 0; times < 100; times += 1)
      expect((await fetch(page, { method: times % 2 === 0 ? 'GET' : 'HEAD' })).status).toBe(200);
    expect(stories.email.person('looked@home.test').mails).toEqual([]);
  });

  test('a code that is typed into the chat is cut out of it, and belongs on the page', async () => {
    const { chat, page } = await unproven('typed');
    await send(page);
    const code = await codeOf('typed');
    await chat.say(code);
    await chat.shown('I take no codes here');
    const kept = JSON.stringify(
      await Promise.all(
        ['case_event', 'effect', 'audit', 'help_case'].map((table) =>
          world.database.rows(`select to_jsonb(one) as row from ${table} one`),
        ),
      ),
    );
    expect(kept).not.toContain(code);
    expect((await type(page, code)).status).toBe(200);
  });

  test.each(['fresh', 'changed', 'none'])(
    'whose address or password is new, or who has none, is not offered it: %s',
    async (login) => {
      const chat = await world.chat(login);
      await chat.say('I lost my YubiKey');
      const question = await chat.shown('Shall I');
      await chat.press(question.choices.find(({ label }) => label === 'Yes, reset MFA')?.token ?? '');
      await chat.shown('I have no way to check that here');
      expect(await labelsOf(login)).toEqual(all);
    },
  );

  test('an address that is another one by the time of the code gets none', async () => {
    const { page } = await unproven('moved');
    const id = await accountOf('moved');
    await world.database.run(
      `update connector_store set value = value || '{"recoveryEmail": "thief@home.test"}'::jsonb where key = $1`,
      [`person/${id}`],
    );
    expect((await send(page)).status).toBe(503);
    expect(stories.email.person('thief@home.test').mails).toEqual([]);
  });

  test('a password that is changed during the hold is a sign: the gate asks again and refuses', async () => {
    const { chat, page } = await unproven('overtaken');
    await send(page);
    await type(page, await codeOf('overtaken'));
    await chat.shown('in 60 minutes');
    const id = await accountOf('overtaken');
    const clock = await movableClock(world.database);
    const then = new Date((await clock.now()).getTime() + 61 * 60_000).toISOString();
    await world.database.run(
      `update connector_store set value = value || jsonb_build_object('passwordChangedAt', $2::text) where key = $1`,
      [`person/${id}`, then],
    );
    await clock.moveTo(then);
    await world.product.road.sweep();
    await chat.shown('I could not confirm that YubiKey 5C');
    expect(await labelsOf('overtaken')).toEqual(all);
  });
});
