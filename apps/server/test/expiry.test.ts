import { Calendar, expiryConfiguration, expiryPeople } from './support/expiry-world.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const { slots, password, account } = expiryPeople();
const slot = (number: number) => slots[number] ?? '';

let world: World;
let calendar: Calendar;
beforeAll(async () => {
  world = await openWorld({
    people: [],
    configuration: expiryConfiguration({
      people: {
        rose: password(14),
        ivan: password(2),
        lisa: password(-0.001),
        // Nothing of theirs is due before a slot of their own: the tests do not depend on each other.
        carl: password(19),
        cora: password(20),
        casey: { ...account(21), manager: 'robin', passwordAgeDays: 0 },
        twice: password(22),
        robin: { passwordAgeDays: 0 },
        'svc-backup': password(14),
      },
      policies: '{ passwordExpiry: { audience: { systems: [sandbox], except: ["svc-*"] } } }',
    }),
    hasMovableClock: true,
  });
  calendar = await Calendar.of(world.product, 8);
}, 60_000);
afterAll(() => world.close());

async function newPassword(login: string): Promise<void> {
  const answer = await fetch(`${world.url}/connectors/sandbox/change-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ login, password: `password-of-${login}`, newPassword: `another-password-of-${login}` }),
  });
  expect(answer.status).toBe(200);
}

/** Everything the product said in cases about an end of this person’s. */
async function told(login: string): Promise<readonly string[]> {
  const rows = await world.database.rows<{ key: string }>(
    `select effect.body -> 'sentences' -> 0 ->> 'key' as key
     from effect join person on person.id = effect.person_id
       join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
     where person.login = $1 and effect.body ->> 'type' = 'say' and effect.status = 'done'
       and help_case.policy in ('password-expiry', 'account-extension')
     order by effect.created_at, effect.ordinal`,
    [login],
  );
  return rows.map(({ key }) => key);
}

test('PE-5 PE-7 PE-8 a reminder comes at the slot with its two buttons, and Change password leads to a new one', async () => {
  const rose = await world.chat('rose');
  await calendar.at(slot(0));
  const card = await rose.shown('The password of rose (Corp) expires in 14 days.');
  expect(card.choices.map(({ label }) => label)).toEqual(['Change password', 'Ignore']);
  await rose.choose('Change password');
  await rose.shown('Choose a new password for rose (Corp)');
  await calendar.settled();
  expect(await told('rose')).toEqual(['expiry.reminder', 'password.link']);
});

test('PE-10 EC-06 Ignore mutes the cycle, the notice that it has expired included', async () => {
  const ivan = await world.chat('ivan');
  await calendar.at(slot(0));
  await ivan.shown('expires in 2 days');
  await ivan.choose('Ignore');
  await ivan.shown('when the next one is about to expire');
  await calendar.at(slot(1));
  await calendar.at(slot(2));
  await calendar.at(slot(3));
  expect(await told('ivan')).toEqual(['expiry.reminder', 'expiry.ignored']);
});

test('PE-12 EC-04 whoever changed the password right before the slot hears nothing, though the mirror knew nothing of it', async () => {
  const carl = await world.chat('carl');
  await newPassword('carl');
  await calendar.at(slot(5));
  expect(await told('carl')).toEqual([]);
  expect(carl.messages).toEqual([]);
});

test('PE-12 EC-04 a card that is out is put right once the mirror tells of a new password', async () => {
  const cora = await world.chat('cora');
  await calendar.at(slot(6));
  const card = await cora.shown('The password of cora (Corp) expires in');
  await newPassword('cora');
  await calendar.read();
  const corrected = await cora.shown('was changed in the meantime');
  expect(corrected.replaces).toBe(card.id);
  expect(corrected.choices).toEqual([]);
  expect(await told('cora')).toEqual(['expiry.reminder', 'expiry.changed']);
});

test('PE-2 an expired password is told of at the next slot, and once', async () => {
  const lisa = await world.chat('lisa');
  await calendar.at(slot(0));
  await lisa.shown('The password of lisa (Corp) has expired');
  await calendar.at(slot(1));
  await calendar.at(slot(2));
  expect(await told('lisa')).toEqual(['expiry.expired']);
});

test('PE-13 CFG-9 EC-26 an account outside the audience is not even mirrored', async () => {
  const rows = await world.database.rows("select account_id from expiry where kind = 'password'");
  expect(rows).toHaveLength(8);
  expect(world.product.registry.ready('identity', 'sandbox')?.operations['account.list']).toBeDefined();
});

test('PE-14 the end of an account is told to the person and to the manager, whose Extend opens a ticket', async () => {
  const [casey, robin] = await Promise.all([world.chat('casey'), world.chat('robin')]);
  await calendar.at(slot(7));
  const card = await casey.shown('casey (Corp)');
  expect(card.choices.map(({ label }) => label)).toEqual(['Ignore']);
  await robin.shown('Test casey');
  await robin.choose('Extend');
  const ticket = await until(async () => (await world.tickets('robin')).at(0), 'the ticket');
  expect(ticket.key).toMatch(/^extend:sandbox\//);
});

test('EC-02 killed between the sweep and the sending, or between the sending and the note of it: once all the same', async () => {
  await world.chat('twice');
  await calendar.at(slot(8));
  await calendar.settled();
  expect(await told('twice')).toEqual(['expiry.reminder']);
  await world.database.run('update reminder set entered_at = null');
  await world.product.expiry.reminders.round();
  await calendar.settled();
  expect(await told('twice')).toEqual(['expiry.reminder']);
});

test('PRIV-3 the mirror holds nobody’s name', async () => {
  const rows = await world.database.rows('select * from expiry');
  expect(JSON.stringify(rows)).not.toMatch(/rose|Test|acme\.test/);
});

describe('the sandbox’s own days', () => {
  let sandbox: World;
  beforeAll(async () => {
    const people = ['near', 'far'].map((login) => ({
      login,
      displayName: `Test ${login}`,
      email: `${login}@acme.test`,
      password: `password-of-${login}`,
      passwordAgeDays: login === 'near' ? 70 : 20,
    }));
    sandbox = await openWorld({
      people: [],
      configuration: `
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    list: { every: 250ms }
    config: ${JSON.stringify({ displayName: 'Corp', people })}
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
policies: { passwordExpiry: { at: "00:00" } }
`,
    });
  }, 60_000);
  afterAll(() => sandbox.close());

  test('PE-1 a week that passes in the playground brings a reminder at once to whoever is near the end', async () => {
    const [near, far] = await Promise.all([sandbox.chat('near'), sandbox.chat('far')]);
    await until(async () => (await sandbox.database.rows('select from expiry')).length === 2, 'both being mirrored');
    const passed = await fetch(`${sandbox.url}/connectors/sandbox/days`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hours: 7 * 24 }),
    });
    expect(passed.status).toBe(200);
    await near.shown('The password of near (Corp) expires in 13 days.');
    expect(far.messages).toEqual([]);
  });

  test('an operator sees how far the mirror has come, and what the forecast says', async () => {
    const ask = async (path: string) =>
      fetch(`${sandbox.url}/api/v1/${path}`, {
        headers: { authorization: `Bearer ${sandbox.product.access.operatorToken}` },
      });
    const { directories } = (await (await ask('directories')).json()) as { directories: readonly object[] };
    expect(directories).toMatchObject([{ system: 'sandbox', complete: { accounts: 2 }, walk: null }]);
    const lines = (await (await ask('forecast?days=120')).text()).trim().split('\n');
    const foretold = lines.map((line) => JSON.parse(line) as { readonly mark: number | 'expired' });
    expect(foretold.map(({ mark }) => mark)).toEqual(expect.arrayContaining([14, 7, 4, 2, 1, 'expired']));
    expect((await ask('forecast?days=0')).status).toBe(400);
    const metrics = await (await fetch(`${sandbox.url}/metrics`)).text();
    expect(metrics).toContain('access_account_directory_accounts{system="sandbox"} 2');
  });
});
