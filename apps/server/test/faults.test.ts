import { fakeCall, plannedFaults } from '@access-account/testkit';
import { breakConnector, directory, replaceOperations } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = [
  'down',
  'opened-meanwhile',
  'early',
  'lost',
  'lied-to',
  'given-up',
  'undesked',
  'lost-ticket',
  'lagging',
  'never-ticket',
  'cut-off',
  'twice-told',
  'unlinked',
  'typing',
]; // prettier-ignore
let world: World;
let repairs: (() => void)[] = [];

beforeAll(async () => {
  // Its tests lock as many people in a minute as an attack does.
  world = await openWorld({ people, more: 'policies: { attackMode: { enabled: false } }' });
}, 60_000);
afterEach(() => {
  for (const repair of repairs) repair();
  repairs = [];
});
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

/** Lets a connector fail from now on; what it answers makes it well again. */
function takeDown(kind: 'identity' | 'ticketing' | 'channel', name: string, operations?: readonly string[]) {
  let isDown = true;
  const schedule = ({ operation }: { operation: string }) =>
    isDown && (operations === undefined || operations.includes(operation)) ? 'before' : null;
  repairs.push(breakConnector({ product: world.product, kind, name, schedule }));
  return () => {
    isDown = false;
  };
}

const signIn = (login: string) => world.directoryPage.signIn(login, `password-of-${login}`);

/** How often the directory carried out an unlock of this account. */
async function unlocks(login: string): Promise<number> {
  const [row] = await world.database.rows<{ unlocks: string }>(
    `select sign_in.value ->> 'unlocks' as unlocks from connector_store person
     join connector_store sign_in on sign_in.key = 'sign-in/' || (person.value ->> 'id')
     where person.key like 'person/%' and person.value ->> 'login' = $1`,
    [login],
  );
  return Number(row?.unlocks ?? 0);
}

/** The last effect of this operation for somebody. */
async function effectOf(login: string, operation: string) {
  const [row] = await world.database.rows<{ status: string; attempted_at: Date | null }>(
    `select status, attempted_at from effect where person_id = $1 and body ->> 'operation' = $2 order by created_at desc limit 1`,
    [await world.personId(login), operation],
  );
  return row;
}

const sayings = (chat: { messages: readonly { text: string }[] }, words: string) =>
  chat.messages.filter(({ text }) => text.includes(words)).length;

describe('the directory', () => {
  test('is down at the click: that is said once, nothing is claimed, and it is done when it is back', async () => {
    const chat = await world.lockedOut('down');
    const bringBack = takeDown('identity', 'sandbox');
    await chat.choose('Yes');
    await chat.shown('I cannot reach Sandbox Directory right now. I keep trying');
    await until(async () => {
      const [effect] = await world.database.rows<{ attempts: number }>(
        "select attempts from effect where person_id = $1 and body ->> 'operation' = 'account.unlock'",
        [await world.personId('down')],
      );
      return (effect?.attempts ?? 0) >= 2;
    }, 'a second try');
    expect(sayings(chat, 'is unlocked')).toBe(0);
    expect(await signIn('down')).toBe(423);
    bringBack();
    await chat.shown('is unlocked');
    expect((await effectOf('down', 'account.unlock'))?.attempted_at).not.toBeNull();
    expect(await signIn('down')).toBe(200);
    expect(sayings(chat, 'I cannot reach')).toBe(1);
  });

  test('GEN-6 is down at the click, and somebody else unlocks meanwhile: no unlock is claimed, for none was tried', async () => {
    const chat = await world.lockedOut('opened-meanwhile');
    const bringBack = takeDown('identity', 'sandbox');
    await chat.choose('Yes');
    await chat.shown('I cannot reach Sandbox Directory right now. I keep trying');
    const unlock = await effectOf('opened-meanwhile', 'account.unlock');
    expect(unlock).toMatchObject({ status: 'intent', attempted_at: null });
    const { id } = await world.database
      .rows<{ id: string }>('select account_id as id from account where login = $1', ['opened-meanwhile'])
      .then(([row]) => row ?? { id: '' });
    repairs.pop()?.();
    await directory(world.product)['account.unlock']({ id }, fakeCall());
    bringBack();
    await chat.shown('opened-meanwhile (Sandbox Directory) is not locked. I changed nothing');
    expect(sayings(chat, 'is unlocked')).toBe(0);
    expect(await unlocks('opened-meanwhile')).toBe(1);
  });

  test('is down when the lockout is looked at: the notice comes when it is back', async () => {
    const bringBack = takeDown('identity', 'sandbox', ['account.read']);
    const chat = await world.chat('early');
    await world.directoryPage.lock('early');
    await until(async () =>
      (await world.audited('early').catch(() => [])).some(({ name }) => name === 'effect-delayed'),
    );
    expect(chat.messages).toEqual([]);
    bringBack();
    await chat.shown('Shall I unlock it?');
  });

  test('is down when somebody asks: they hear so, and are asked when it is back', async () => {
    const chat = await world.chat('typing');
    await chat.say('help');
    await chat.shown('I can unlock an account');
    await world.directoryPage.lock('typing');
    await chat.shown('Shall I unlock it?');
    const bringBack = takeDown('identity', 'sandbox', ['account.read']);
    await chat.say('unlock my account');
    await chat.shown('I cannot reach Sandbox Directory right now');
    bringBack();
    await chat.shown('Shall I unlock typing (Sandbox Directory)?');
  });

  test('does it and loses the answer: it is not done twice, and success is told from what was read', async () => {
    const chat = await world.lockedOut('lost');
    const schedule = plannedFaults({ 'account.unlock': { 1: 'after' } });
    repairs.push(breakConnector({ product: world.product, kind: 'identity', name: 'sandbox', schedule }));
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    expect(await unlocks('lost')).toBe(1);
    await world.isBackIn('lost');
    await until(async () => (await world.tickets('lost')).at(0)?.status === 'resolved');
    expect((await world.audited('lost')).filter(({ name }) => name === 'account-unlocked')).toHaveLength(1);
  });

  test('GEN-6 EC-30 says that it did and did not: nobody is told of a success', async () => {
    const chat = await world.lockedOut('lied-to');
    repairs.push(
      replaceOperations(world.product, 'identity', 'sandbox', () => ({
        'account.unlock': async ({ id }: { id: string }) => ({
          changed: true,
          verified: true,
          system: 'Sandbox Directory',
          account: { id },
        }),
      })),
    );
    await chat.choose('Yes');
    await chat.shown('I cannot reach Sandbox Directory right now');
    expect(sayings(chat, 'is unlocked')).toBe(0);
    expect(await signIn('lied-to')).toBe(423);
    repairs.pop()?.();
    await chat.shown('is unlocked');
    expect(await signIn('lied-to')).toBe(200);
  });

  test('does not come back for a quarter of an hour: people take over, and the number of their ticket is told', async () => {
    const chat = await world.lockedOut('given-up');
    takeDown('identity', 'sandbox');
    await chat.choose('Yes');
    await chat.shown('I cannot reach');
    await world.database.run(
      "update effect set created_at = created_at - interval '16 minutes', not_before = now() where person_id = $1 and status = 'intent'",
      [await world.personId('given-up')],
    );
    await chat.shown('I could not unlock given-up (Sandbox Directory). A person at the service desk takes over');
    const { text } = await chat.shown(/Your ticket is AA-/);
    await until(async () => (await world.tickets('given-up')).at(0)?.status === 'handed-off');
    const tickets = await world.tickets('given-up');
    expect(tickets).toHaveLength(1);
    expect(text).toContain(tickets[0]?.number);
    const [open] = await world.database.rows('select 1 from help_case where person_id = $1 and closed_at is null', [
      await world.personId('given-up'),
    ]);
    expect(open).toBeUndefined();
  });
});

describe('EC-32 the ticket desk', () => {
  test('is down: the person is told at once, and there is exactly one ticket later', async () => {
    const chat = await world.lockedOut('undesked');
    const bringBack = takeDown('ticketing', 'desk');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    expect(await world.tickets('undesked')).toEqual([]);
    await world.isBackIn('undesked');
    bringBack();
    await until(async () => (await world.tickets('undesked')).at(0)?.status === 'resolved', 'the resolved ticket');
    expect(await world.tickets('undesked')).toHaveLength(1);
  });

  test('opens it and loses the answer: it is found again, not opened twice', async () => {
    const chat = await world.lockedOut('lost-ticket');
    const schedule = plannedFaults({ 'ticket.open': { 1: 'after' }, 'ticket.resolve': { 1: 'after' } });
    repairs.push(breakConnector({ product: world.product, kind: 'ticketing', name: 'desk', schedule }));
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    await world.isBackIn('lost-ticket');
    await until(async () => (await world.tickets('lost-ticket')).at(0)?.status === 'resolved', 'the resolved ticket');
    const [desk] = await world.database.rows<{ count: string }>(
      `select count(*) from connector_store where connector = 'desk' and key like 'ticket/%' and value ->> 'key' = $1`,
      [(await world.tickets('lost-ticket'))[0]?.key],
    );
    expect(desk?.count).toBe('1');
  });

  test('EC-32 loses the answer and finds new tickets only after a minute: the search waits for it', async () => {
    const { registry } = world.product;
    const { searchLag } = registry;
    registry.searchLag = () => 60_000;
    repairs.push(() => {
      registry.searchLag = searchLag;
    });
    const chat = await world.lockedOut('lagging');
    const schedule = plannedFaults({ 'ticket.open': { 1: 'after' } });
    repairs.push(breakConnector({ product: world.product, kind: 'ticketing', name: 'desk', schedule }));
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    const opening = async () => {
      const [effect] = await world.database.rows<{ status: string; wait: number }>(
        `select status, extract(epoch from not_before - attempted_at)::float8 as wait from effect
         where person_id = $1 and body ->> 'operation' = 'ticket.open'`,
        [await world.personId('lagging')],
      );
      return effect;
    };
    await until(async () => ((await opening())?.wait ?? 0) > 55, 'the wait for the search');
    expect(await opening()).toMatchObject({ status: 'intent' });
    await world.database.run(
      `update effect set attempted_at = attempted_at - interval '1 minute', not_before = now()
       where person_id = $1 and body ->> 'operation' = 'ticket.open'`,
      [await world.personId('lagging')],
    );
    await until(async () => (await opening())?.status === 'done', 'the ticket');
    const [{ key } = { key: '' }] = await world.tickets('lagging');
    const [desk] = await world.database.rows<{ count: string }>(
      `select count(*) from connector_store where connector = 'desk' and key like 'ticket/%' and value ->> 'key' = $1`,
      [key],
    );
    expect(desk?.count).toBe('1');
  });

  test('is down for more than a week: the ticket is put aside, loudly, and what follows it too', async () => {
    const chat = await world.lockedOut('never-ticket');
    takeDown('ticketing', 'desk');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    await world.isBackIn('never-ticket');
    await until(async () => {
      await world.database.run(
        "update effect set created_at = created_at - interval '8 days', not_before = now() where person_id = $1 and status = 'intent' and lane = 'ticket' and created_at > now() - interval '1 day'",
        [await world.personId('never-ticket')],
      );
      return (await world.audited('never-ticket')).filter(({ name }) => name === 'effect-parked').length === 2;
    }, 'two tickets put aside in the audit');
  });
});

describe('EC-33 the channel', () => {
  test('is down: the message comes once when it is back', async () => {
    const bringBack = takeDown('channel', 'web', ['message.send', 'message.update']);
    const chat = await world.chat('cut-off');
    await world.directoryPage.lock('cut-off');
    await until(async () =>
      (await world.audited('cut-off').catch(() => [])).some(({ name }) => name === 'effect-delayed'),
    );
    bringBack();
    await chat.shown('Shall I unlock it?');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    expect(sayings(chat, 'is locked after')).toBe(1);
  });

  test('shows a message and loses the answer: it is not shown twice', async () => {
    const chat = await world.lockedOut('twice-told');
    const schedule = plannedFaults({ 'message.send': { 1: 'after' }, 'message.update': { 1: 'after' } });
    repairs.push(breakConnector({ product: world.product, kind: 'channel', name: 'web', schedule }));
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    await until(
      async () => (await world.audited('twice-told')).filter(({ name }) => name === 'message-shown').length === 2,
    );
    expect(sayings(chat, 'is unlocked')).toBe(1);
  });
});

test('an account that is somebody else’s by now is left alone, whatever was clicked', async () => {
  const chat = await world.lockedOut('unlinked');
  const [other] = await world.database.rows<{ id: string }>("select id from person where login = 'down'");
  await world.database.run("update account set person_id = $1 where login = 'unlinked'", [other?.id]);
  await chat.choose('Yes');
  await until(async () =>
    (await world.audited('unlinked')).some(({ summary }) => summary.includes('not the person’s own')),
  );
  expect(await unlocks('unlinked')).toBe(0);
  expect(sayings(chat, 'is unlocked')).toBe(0);
  const [account] = await directory(world.product)['account.find'](
    { by: 'login', value: 'unlinked' },
    world.product.call(),
  );
  expect(
    (await directory(world.product)['account.read']({ id: account?.id ?? '' }, world.product.call())).lock,
  ).not.toBeNull();
});
