import type { Chat, ShownMessage } from '../../../tooling/testing/index.ts';
import { findProofLink } from '../src/sign-in/proof-links.ts';
import { takeOne } from '../src/storage/allowance.ts';
import { Browser } from './support/browser.ts';
import { directory } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** What stays asks, or shows a code; what goes is the key. */
const factors = [
  { kind: 'security-key', label: 'YubiKey 5C' },
  { kind: 'push', label: 'Galaxy S24' },
  { kind: 'totp', label: 'Pixel 9' },
];
const names = ['coded', 'pushed', 'declined', 'guessed', 'worn', 'kept', 'swapped', 'other', 'gone', 'all', 'raced'];

const configuration = `
organization: Acme
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    config: ${JSON.stringify({
      passwordHashCost: 10,
      people: names.map((login) => ({
        login,
        displayName: `Test ${login}`,
        email: `${login}@acme.test`,
        password: `password-of-${login}`,
        factors,
      })),
    })}
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
policies: { mfaReset: { verification: step-up } }
`;

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: [], configuration });
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

async function accountOf(login: string): Promise<string> {
  const find = directory(world.product, 'sandbox')['account.find'];
  return (await find({ by: 'login', value: login }, world.product.call()))[0]?.id ?? '';
}

async function factorsOf(login: string) {
  const list = directory(world.product, 'sandbox')['factor.list'];
  return list({ id: await accountOf(login) }, world.product.call());
}

const labelsOf = async (login: string) => (await factorsOf(login)).map(({ label }) => label);
const all = factors.map(({ label }) => label);

interface DeviceFactor {
  readonly label: string;
  readonly code: string | null;
  readonly asks: readonly { readonly challenge: string; readonly numbers: readonly string[] }[];
}

/** What the phone of somebody shows. */
async function phoneOf(login: string): Promise<readonly DeviceFactor[]> {
  const response = await fetch(`${world.url}/connectors/sandbox/device?login=${login}`, {
    headers: { accept: 'application/json' },
  });
  return ((await response.json()) as { readonly factors: readonly DeviceFactor[] }).factors;
}

async function codeOf(login: string): Promise<string> {
  return (await phoneOf(login)).find(({ label }) => label === 'Pixel 9')?.code ?? '';
}

/** The person presses this number on the phone; none: No. */
async function press(login: string, number?: string): Promise<number> {
  const asks = (await phoneOf(login)).flatMap((factor) => factor.asks);
  const body = JSON.stringify({ login, challenge: asks.at(-1)?.challenge, ...(number && { number }) });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${world.url}/connectors/sandbox/device`, { method: 'POST', headers, body })).status;
}

interface Unproven {
  readonly chat: Chat;
  readonly asking: ShownMessage;
  readonly page: string;
  /** The number of the way with this label among the page's forms. */
  way(label: string): Promise<string>;
}

/** Somebody who confirmed that the key goes, and was asked to show that it is they. */
async function unproven(login: string): Promise<Unproven> {
  const chat = await world.chat(login);
  await chat.say('I lost my YubiKey');
  const question = await chat.shown('Which second factor of');
  const option = question.form?.fields[0]?.options.find(({ label }) => label.startsWith('YubiKey'));
  await chat.press(question.form?.submit.token ?? '', { factor: option?.value ?? '' });
  const asking = await chat.shown('I must be sure that it is you');
  const page = asking.links?.find(({ label }) => label === 'Confirm that it is you')?.url ?? '';
  const way = async (label: string) => {
    const text = await (await fetch(page)).text();
    const form = text.split('<form').find((part) => part.includes(label)) ?? '';
    return /name="way" value="(\d+)"/.exec(form)?.[1] ?? '';
  };
  return { chat, asking, page, way };
}

const post = (page: string, body: Readonly<Record<string, string>>, browser = new Browser()) =>
  browser.post(page, body);

describe('MFA-9 another factor that stays', () => {
  test('a code of it, typed on the page and not in the chat, lets the lost one be removed', async () => {
    const { chat, asking, page, way } = await unproven('coded');
    expect(asking.form).toBeNull();
    const text = await (await fetch(page)).text();
    expect(text).toContain('The code that Pixel 9 shows now');
    expect(text).toContain('Ask on Galaxy S24');
    expect(text).not.toContain('YubiKey 5C shows');
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    const code = await codeOf('coded');
    const answer = await post(page, {
      press: 'code',
      way: await way('Pixel 9'),
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('It is confirmed');
    await chat.shown('YubiKey 5C');
    await until(async () => (await labelsOf('coded')).length === 2);
    expect(await labelsOf('coded')).toEqual(['Galaxy S24', 'Pixel 9']);
    const removal = await until(async () =>
      (await world.audited('coded')).find(
        ({ name, detail }) => name === 'effect-succeeded' && detail.operation === 'factor.remove',
      ),
    );
    expect(removal.detail).toMatchObject({ proofs: 'factor', rule: 'employee.self.remove-factor@2' });
    const lines = await world.audited('coded');
    // The code is nowhere in what is kept.
    expect(JSON.stringify(lines)).not.toContain(code);
    for (const table of ['case_event', 'effect', 'proof', 'proof_link', 'help_case', 'allowance'])
      expect(JSON.stringify(await world.database.rows(`select to_jsonb(one) as row from ${table} one`))).not.toContain(
        `"${code}"`,
      );
    expect(await (await fetch(page)).text()).toContain('already');
  });

  test('a push with its number: only the right one is a yes, and only the browser that asked hears it', async () => {
    const { chat, page, way } = await unproven('pushed');
    const browser = new Browser();
    const sent = await post(page, { press: 'push', way: await way('Galaxy S24') }, browser);
    expect(sent.status).toBe(303);
    const waiting = `${page}/device`;
    const shown = await (await browser.get(waiting)).text();
    expect(shown).toContain('Galaxy S24 is asking whether it is you');
    expect(shown).toContain('http-equiv="refresh"');
    const number = /class="number">(\d\d)</.exec(shown)?.[1] ?? '';
    expect((await phoneOf('pushed')).flatMap(({ asks }) => asks)[0]?.numbers).toContain(number);
    expect(await press('pushed', number)).toBe(200);
    // Whoever has the link and not the browser neither hears nor gives anything.
    for (let times = 0; times < 100; times += 1) {
      const method = times % 2 === 0 ? 'GET' : 'HEAD';
      expect((await fetch(waiting, { method, redirect: 'manual' })).status).toBe(303);
    }
    expect(await labelsOf('pushed')).toEqual(all);
    expect(await (await browser.get(waiting)).text()).toContain('It is confirmed');
    await chat.shown('YubiKey 5C');
    await until(async () => (await labelsOf('pushed')).length === 2);
  });

  test('a No, or another number, shows nothing, and the other ways are still there', async () => {
    const { page, way } = await unproven('declined');
    const browser = new Browser();
    for (const wrong of [undefined, '00']) {
      await post(page, { press: 'push', way: await way('Galaxy S24') }, browser);
      await press('declined', wrong);
      const heard = await browser.get(`${page}/device`);
      expect(heard.status).toBe(403);
      const text = await heard.text();
      expect(text).toContain('That did not show that it is you');
      expect(text).toContain('The code that Pixel 9 shows now');
    }
    expect(await labelsOf('declined')).toEqual(all);
  });

  test('T1621 nobody is asked on a device more than three times in ten minutes, however many try', async () => {
    const { page, way } = await unproven('worn');
    const body = { press: 'push', way: await way('Galaxy S24') };
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(page, body)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(97);
    expect((await phoneOf('worn')).flatMap(({ asks }) => asks)).toHaveLength(3);
  });

  test('of a hundred guesses at the same moment five are looked at; then the link is over', async () => {
    const { page, way } = await unproven('guessed');
    const right = await codeOf('guessed');
    const wrong = right.startsWith('9') ? `0${right.slice(1)}` : `9${right.slice(1)}`;
    const body = { press: 'code', way: await way('Pixel 9'), code: wrong };
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(page, body)));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
    expect(
      answers.filter(({ status }) => status === 410).length + answers.filter(({ status }) => status === 429).length,
    ).toBe(95);
    expect((await post(page, { ...body, code: await codeOf('guessed') })).status).not.toBe(200);
    expect(await labelsOf('guessed')).toEqual(all);
  });

  test('the same code from a hundred browsers at once is one proof and one removal', async () => {
    const { page, way } = await unproven('raced');
    const body = { press: 'code', way: await way('Pixel 9'), code: await codeOf('raced') };
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(page, body)));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    await until(async () => (await labelsOf('raced')).length === 2);
    const rows = await world.database.rows('select 1 from proof where person_id = $1', [await world.personId('raced')]);
    expect(rows).toHaveLength(1);
  });

  test('looking a hundred times, or pressing nothing that is offered, begins nothing', async () => {
    const { page } = await unproven('kept');
    for (let times = 0; times < 100; times += 1) {
      const method = times % 2 === 0 ? 'GET' : 'HEAD';
      expect((await fetch(page, { method })).status).toBe(200);
    }
    const nonsense: readonly Readonly<Record<string, string>>[] = [
      {},
      { press: 'push', way: '7' },
      { press: 'push', way: '-1' },
      { press: 'push', way: 'x' },
      { press: 'code', way: '0', code: '123456' },
      { press: 'yes' },
    ];
    for (const body of nonsense) expect((await post(page, body)).status).toBe(200);
    expect((await phoneOf('kept')).flatMap(({ asks }) => asks)).toEqual([]);
    const rows = await world.database.rows('select attempts, challenge from proof_link where person_id = $1', [
      await world.personId('kept'),
    ]);
    expect(rows).toEqual([{ attempts: 0, challenge: null }]);
    expect(await labelsOf('kept')).toEqual(all);
  });

  test('somebody else’s code, somebody else’s link, a link whose case is over: effects 0', async () => {
    const { chat, page, way } = await unproven('swapped');
    const index = await way('Pixel 9');
    expect((await post(page, { press: 'code', way: index, code: await codeOf('other') })).status).toBe(403);
    await chat.choose('Cancel');
    await chat.shown('Cancelled.');
    await until(async () => (await fetch(page)).status === 410);
    expect((await post(page, { press: 'code', way: index, code: await codeOf('swapped') })).status).toBe(410);
    expect(await labelsOf('swapped')).toEqual(all);
    expect(await labelsOf('other')).toEqual(all);
  });

  test('what showed it and is gone by the time of the act showed nothing', async () => {
    const { chat, page } = await unproven('gone');
    const link = await findProofLink(world.database, page.split('/').at(-1) ?? '');
    const gone = (await factorsOf('gone')).find(({ label }) => label === 'Pixel 9')?.id ?? '';
    const remove = directory(world.product, 'sandbox')['factor.remove'];
    await remove({ id: await accountOf('gone'), factor: gone }, world.product.call());
    if (link !== undefined) await world.product.road.shown(link.source, { kind: 'factor', factor: gone });
    await chat.shown('I could not confirm that YubiKey 5C');
    expect(await labelsOf('gone')).toEqual(['YubiKey 5C', 'Galaxy S24']);
  });

  test('to take all of them away no factor is asked', async () => {
    const chat = await world.chat('all');
    await chat.say('I lost my phone');
    const question = await chat.shown('Which second factor of');
    await chat.press(question.form?.submit.token ?? '', { factor: 'all' });
    await chat.shown('I have no way to check that here');
    expect(await labelsOf('all')).toEqual(all);
  });
});

test('an allowance gives a hundred at once no more than there are, in any such time', async () => {
  const ask = () => takeOne(world.database, { key: 'of-a-test', atMost: 3, per: 60_000 });
  expect((await Promise.all(Array.from({ length: 100 }, ask))).filter(Boolean)).toHaveLength(3);
  expect(await takeOne(world.database, { key: 'of-another', atMost: 1, per: 60_000 })).toBe(true);
  // One of the three is long ago by now: there is one again, and no more.
  await world.database.run(
    "update allowance set taken[1] = clock_timestamp() - interval '61 seconds' where key = 'of-a-test'",
  );
  expect((await Promise.all(Array.from({ length: 20 }, ask))).filter(Boolean)).toHaveLength(1);
  await world.database.run("update allowance set over_at = clock_timestamp() where key = 'of-a-test'");
  await takeOne(world.database, { key: 'of-another', atMost: 1, per: 60_000 });
  expect(await world.database.rows("select 1 from allowance where key = 'of-a-test'")).toEqual([]);
});
