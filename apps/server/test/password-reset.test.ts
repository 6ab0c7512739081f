import { PermissionDeniedError, UnavailableError } from '@access-account/contract';
import { sandboxDirectory } from '../../../tooling/testing/index.ts';
import { directoriesConfiguration, writeArticles } from './support/directories.ts';
import { breakConnector, replaceOperations } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const ticketStatus = async (world: World, person: string) => (await world.tickets(person)).at(0)?.status;

async function outcomeOf(world: World, person: string): Promise<string | null | undefined> {
  const [row] = await world.database.rows<{ outcome: string | null }>(
    "select outcome from help_case where person_id = $1 and policy = 'password-reset' order by opened_at desc limit 1",
    [await world.personId(person)],
  );
  return row?.outcome;
}

const suspend = (world: World, login: string) =>
  world.database.run(
    `update connector_store set value = jsonb_set(value, '{standing}', '"suspended"')
     where connector = 'sandbox' and value ->> 'login' = $1`,
    [login],
  );

describe('the directory’s own way', () => {
  const people = [
    'forgets',
    'needs',
    'knows',
    'locked',
    'clicks',
    'leaver',
    'suspended',
    'curious',
    'denied',
    'undesked',
    'lost',
    'elsewhere',
    'how',
    'twice',
  ]; // prettier-ignore
  let world: World;
  let repair: (() => void) | undefined;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({ people: people.map((login) => ({ login })) }),
      prepare: (folder) =>
        writeArticles(folder, {
          'payroll/reset-password': 'A password in Payroll\n\nAsk the payroll office.',
          'sandbox/reset-password': 'A password in the sandbox\n\nGo to the page of your own.',
        }),
    });
  }, 60_000);
  afterEach(() => {
    repair?.();
    repair = undefined;
  });
  afterAll(async () => {
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
  });

  test.each([
    ['forgets', 'I forgot my password'],
    ['needs', 'need to reset password'],
  ])(
    'PR-1 PR-4 %s: “%s” brings the directory’s own link, the password is set there, and what was set is seen',
    async (login, text) => {
      const chat = await world.chat(login);
      await chat.say(text);
      const said = await chat.shown(`Choose a new password for ${login} (Sandbox Directory) with the link`);
      expect(said.text).toContain('The current password stays as it is until you have.');
      const [link] = said.links;
      expect(link?.label).toBe('Choose a new password');
      expect(link?.url).toContain(`${new URL(world.url).origin}/connectors/sandbox/reset-password?link=`);
      expect((await fetch(link?.url ?? '')).status).toBe(200);
      expect(await world.directoryPage.signIn(login, `password-of-${login}`)).toBe(200);
      expect(await world.directoryPage.choosePassword(link?.url ?? '', 'a new password of mine')).toBe(200);
      expect(await world.directoryPage.signIn(login, 'a new password of mine')).toBe(200);
      expect(await world.directoryPage.signIn(login, `password-of-${login}`)).toBe(401);
      expect(await outcomeOf(world, login)).toBeNull();
      await world.timePasses(login, 2);
      await until(async () => (await outcomeOf(world, login)) === 'password-started');
      // On failure only, unless the organisation wants more.
      expect(await world.tickets(login)).toEqual([]);
    },
  );

  test('PR-3 no password is asked for on the way, and the link is for the person alone: it is not in the audit', async () => {
    const chat = await world.chat('curious');
    await chat.say('I forgot my password');
    const { links } = await chat.shown('Choose a new password');
    const token = new URL(links[0]?.url ?? '').searchParams.get('link') ?? '';
    expect(token.length).toBeGreaterThan(20);
    const [found] = await world.database.rows<{ count: string }>(
      "select count(*) from audit where body like '%' || $1 || '%'",
      [token],
    );
    expect(found?.count).toBe('0');
    expect(chat.messages.flatMap(({ form }) => form?.fields ?? [])).toEqual([]);
  });

  test('PR-6 “I want to change my password” is the change: the old one is asked for there, and not here', async () => {
    const chat = await world.chat('knows');
    await chat.say('I want to change my password');
    const { links } = await chat.shown('Choose a new password for knows (Sandbox Directory)');
    expect(links[0]?.url).toContain('/connectors/sandbox/change-password?login=knows');
    expect(await world.directoryPage.changePassword('knows', 'password-of-knows', 'a new password')).toBe(200);
    await world.timePasses('knows', 2);
    await until(async () => (await outcomeOf(world, 'knows')) === 'password-started');
  });

  test('EC-09 locked as well: one course of help unlocks after Yes and then opens the way to a new password', async () => {
    const chat = await world.chat('locked');
    await world.directoryPage.lock('locked');
    await chat.shown('Shall I unlock it?');
    await chat.say('I forgot my password');
    await chat.shown('Shall I unlock it first and then help you to a new password?');
    await until(() => chat.messages.at(-1)?.choices.some(({ label }) => label === 'Yes') === true);
    expect(await world.directoryPage.signIn('locked', 'password-of-locked')).toBe(423);
    await chat.choose('Yes');
    await chat.shown('locked (Sandbox Directory) is unlocked');
    const { links } = await chat.shown('Choose a new password for locked');
    expect(await world.directoryPage.choosePassword(links[0]?.url ?? '', 'a new password')).toBe(200);
    expect(await world.directoryPage.signIn('locked', 'a new password')).toBe(200);
  });

  test('GEN-7 twenty clicks are one: one unlock, one link', async () => {
    const chat = await world.chat('clicks');
    await world.directoryPage.lock('clicks');
    await chat.shown('Shall I unlock it?');
    await chat.say('I forgot my password');
    await chat.shown('Shall I unlock it first');
    await until(() => chat.messages.at(-1)?.choices.some(({ label }) => label === 'Yes') === true);
    const token = chat.messages.at(-1)?.choices.find(({ label }) => label === 'Yes')?.token ?? '';
    const answers = await Promise.all(Array.from({ length: 20 }, () => chat.press(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await chat.shown('Choose a new password');
    await world.timePasses('clicks', 0);
    const done = (await world.audited('clicks')).filter(({ kind }) => kind === 'outcome');
    expect(done.filter(({ detail }) => detail.operation === 'account.unlock')).toHaveLength(1);
    expect(done.filter(({ detail }) => detail.operation === 'password.start-reset')).toHaveLength(1);
    expect(chat.messages.filter(({ text }) => text.includes('Choose a new password'))).toHaveLength(1);
  });

  test('EC-38 an account that is suspended between the question and the click gets neither', async () => {
    const chat = await world.chat('leaver');
    await world.directoryPage.lock('leaver');
    await chat.shown('Shall I unlock it?');
    await chat.say('I forgot my password');
    await chat.shown('Shall I unlock it first');
    await until(() => chat.messages.at(-1)?.choices.some(({ label }) => label === 'Yes') === true);
    await suspend(world, 'leaver');
    await chat.choose('Yes');
    await chat.shown('I cannot help with the password of this account.');
    await chat.shown(/Your ticket is AA-/);
    const said = chat.messages.map(({ text }) => text).join();
    expect(said).not.toContain('Choose a new password');
    expect(said).not.toContain('is unlocked');
  });

  test('EC-17 a suspended account is refused in neutral words, with a ticket', async () => {
    await suspend(world, 'suspended');
    const chat = await world.chat('suspended');
    await chat.say('I forgot my password');
    const { text } = await chat.shown('I cannot help with the password of this account.');
    expect(text).not.toMatch(/suspend/i);
    await until(async () => (await ticketStatus(world, 'suspended')) === 'handed-off');
  });

  test('UA-9 somebody else’s password is refused, and nothing is begun', async () => {
    const chat = await world.chat('elsewhere');
    await chat.say('reset bob’s password');
    await chat.shown('I can find nobody of that name whom you may have helped.');
    expect(await outcomeOf(world, 'elsewhere')).toBeUndefined();
    await chat.choose('No');
    await chat.shown('I have not opened a ticket.');
  });

  test('CFG-4 PR-5 GEN-8 a system that is not connected is answered with the organisation’s own words', async () => {
    const chat = await world.chat('elsewhere');
    await chat.say('I forgot my payroll password');
    await chat.shown('Ask the payroll office.');
    expect(chat.messages.flatMap(({ links }) => links)).toEqual([]);
  });

  test('PR-5 one without words is plainly not connected, and the desk is offered', async () => {
    const chat = await world.chat('elsewhere');
    await chat.say('I forgot my Fidelity password');
    await chat.shown(/Fidelity.*is not connected here/i);
  });

  test('PR-4 “How do I reset my password?” is answered by the instructions', async () => {
    const chat = await world.chat('how');
    await chat.say('How do I reset my password?');
    await chat.shown('Go to the page of your own.');
    expect(await outcomeOf(world, 'how')).toBe('instructed');
  });

  test('GEN-3 a directory that may not do it is helped by the next way: the instructions', async () => {
    repair = replaceOperations(world.product, 'identity', 'sandbox', () => ({
      'password.start-reset': async () => {
        throw new PermissionDeniedError({
          system: 'Sandbox Directory',
          missing: 'reset',
          summary: 'may not',
          remedy: 'x',
        });
      },
    }));
    const chat = await world.chat('denied');
    await chat.say('I forgot my password');
    await chat.shown('Go to the page of your own.');
    expect(chat.messages.map(({ text }) => text).join()).not.toContain('Choose a new password');
  });

  test('GEN-6 a directory that cannot be reached: that is said once, nothing is claimed, and people take over in the end', async () => {
    repair = breakConnector({
      product: world.product,
      kind: 'identity',
      name: 'sandbox',
      schedule: ({ operation }) => (operation === 'password.start-reset' ? 'before' : null),
    });
    const chat = await world.chat('undesked');
    await chat.say('I forgot my password');
    await chat.shown('I cannot reach Sandbox Directory right now. I keep trying');
    await world.database.run(
      "update effect set created_at = created_at - interval '16 minutes', not_before = now() where person_id = $1 and status = 'intent'",
      [await world.personId('undesked')],
    );
    await chat.shown('I could not start a new password for undesked (Sandbox Directory). A person at the service desk');
    await chat.shown(/Your ticket is AA-/);
    await until(async () => (await ticketStatus(world, 'undesked')) === 'handed-off');
  });

  test('PR-4 an answer that is lost is asked for again: one link, and it works', async () => {
    const issued: string[] = [];
    repair = replaceOperations(world.product, 'identity', 'sandbox', (operations) => ({
      'password.start-reset': async (...input: Parameters<(typeof operations)['password.start-reset']>) => {
        const started = await operations['password.start-reset'](...input);
        if (started.by.kind === 'link') issued.push(started.by.url);
        if (issued.length === 1) {
          throw new UnavailableError({ system: 'Sandbox Directory', summary: 'the answer was lost', remedy: 'x' });
        }
        return started;
      },
    }));
    const chat = await world.chat('lost');
    await chat.say('I forgot my password');
    const { links } = await chat.shown('Choose a new password');
    expect(new Set(issued).size).toBe(1);
    expect(issued.length).toBeGreaterThan(1);
    expect(await world.directoryPage.choosePassword(links[0]?.url ?? '', 'a new password')).toBe(200);
  });

  test('PR-4 a link works once, and a newer one takes the place of an older one', async () => {
    const chat = await world.chat('twice');
    await chat.say('I forgot my password');
    const first = await chat.shown('Choose a new password');
    await chat.say('I forgot my password');
    const second = await chat.shown(({ text, id }) => text.includes('Choose a new password') && id !== first.id);
    expect(await world.directoryPage.choosePassword(first.links[0]?.url ?? '', 'a new password')).toBe(410);
    expect(await world.directoryPage.choosePassword(second.links[0]?.url ?? '', 'a new password')).toBe(200);
    expect(await world.directoryPage.choosePassword(second.links[0]?.url ?? '', 'another password')).toBe(410);
  });
});

describe('several systems, and the organisation’s own pages', () => {
  const portals = [
    { label: 'Office portal', url: 'https://portal.acme.test/reset' },
    { label: 'Plant portal', url: 'https://plant.acme.test/reset' },
  ];
  let links: World;
  let pages: World;
  beforeAll(async () => {
    const directories = { corp: 'Corp', plant: 'Plant' };
    links = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        directories,
        people: [{ login: 'both' }],
        policies: '{ passwordReset: { tickets: always } }',
      }),
    });
    pages = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        directories,
        people: [{ login: 'visitor' }],
        policies: `{ passwordReset: { mode: instructions, portals: ${JSON.stringify(portals)} } }`,
      }),
    });
  }, 90_000);
  afterAll(async () => {
    await links?.close();
    await pages?.close();
  });

  test('PR-2 no system named means the main one; Edit Request leads to another, and its ticket is resolved by the sign of success', async () => {
    const chat = await links.chat('both');
    await chat.say('I forgot my password');
    const main = await chat.shown('Choose a new password for both (Corp)');
    expect(main.choices.map(({ label }) => label)).toEqual(['Edit Request']);
    await chat.choose('Edit Request');
    const which = await chat.shown('Which account is it about?');
    const options = which.form?.fields[0]?.options ?? [];
    expect(options.map(({ label }) => label)).toEqual(['both (Corp)', 'both (Plant)']);
    await chat.press(which.form?.submit.token ?? '', { account: options[1]?.value ?? '' });
    const other = await chat.shown('Choose a new password for both (Plant)');
    expect(other.links[0]?.url).toContain('/connectors/plant/reset-password');
    const plant = sandboxDirectory({ url: links.url, connector: 'plant' });
    expect(await plant.choosePassword(other.links[0]?.url ?? '', 'a new password')).toBe(200);
    await links.timePasses('both', 2);
    await until(async () => {
      const tickets = await links.tickets('both');
      return tickets.length === 2 && tickets.every(({ status }) => status === 'resolved');
    });
  });

  test('PR-4 several portals are shown, each under its name, and no reset is begun', async () => {
    const chat = await pages.chat('visitor');
    await chat.say('I forgot my password');
    const said = await chat.shown('Choose a new password for visitor (Corp) here. I never see it.');
    expect(said.links).toEqual(portals);
    expect(await pages.database.rows("select 1 from effect where body ->> 'operation' like 'password.start%'")).toEqual(
      [],
    );
  });
});
