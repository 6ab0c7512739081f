import { randomUUID } from 'node:crypto';
import type { Call, Lockout } from '@access-account/contract';
import { silentLogger } from '@access-account/testkit';
import type { Chat } from '../../../tooling/testing/index.ts';
import { commandLine } from '../src/access/operator.ts';
import { operators } from '../src/operators/operators.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const call: Call = {
  actor: { kind: 'schedule' },
  idempotencyKey: 'look',
  repeated: false,
  signal: new AbortController().signal,
  logger: silentLogger,
};
/** What a server does every five seconds. */
const round = async ({ product }: World) => {
  await product.attacks.round();
  await product.troubles.round();
};
const countOf = async ({ database }: World, query: string) => {
  const [row] = await database.rows<{ count: string }>(`select count(*) ${query}`);
  return Number(row?.count);
};
const audited = (world: World, name: string) => countOf(world, `from audit where body::jsonb ->> 'name' = '${name}'`);

describe('EC-28 D5 many people are locked at once', () => {
  const people = Array.from({ length: 30 }, (_, index) => `p${index}`);
  let world: World;
  let ops: Chat;
  /** Those who asked to be unlocked while it was on. */
  let asked: readonly string[] = [];
  const told = async () =>
    (
      await world.database.rows<{ login: string }>(
        'select login from notice join person on person.id = notice.person_id',
      )
    ).map(({ login }) => login);
  /** Lets it have been quiet for long enough. */
  const becomesQuiet = async () => {
    await world.database.run("update lockout set detected_at = detected_at - interval '2 hours'");
    await world.database.run("update attack set loud_at = loud_at - interval '2 hours'");
  };
  beforeAll(async () => {
    world = await openWorld({
      people: [...people, 'late'],
      more: 'operators: ops@acme.test\npolicies: { attackMode: { people: 5, notices: 8 } }',
    });
    ops = await world.chat('ops@acme.test');
  }, 60_000);
  afterAll(() => world.close());

  test('D5 few of them are told, one ticket is with the security team, and the operators hear of it', async () => {
    await Promise.all(people.map((login) => world.directoryPage.lock(login)));
    await until(async () => (await countOf(world, 'from lockout')) === people.length);
    await until(async () => (await told()).length === 8);
    expect(await countOf(world, 'from lockout where held')).toBe(22);
    expect(await countOf(world, 'from attack where ended_at is null')).toBe(1);
    expect(await audited(world, 'lockout-held-back')).toBe(22);
    expect(await audited(world, 'attack-mode-began')).toBe(1);
    for (let times = 0; times < 3; times += 1) await round(world);
    const alarm = await ops.shown('Many people are being locked out at once');
    expect(alarm.text).toMatch(/\d+ people since .* UTC, \d+ of their lockouts not told yet\./);
    await until(
      async () => (await countOf(world, "from ticket where key like 'attack:%' and status = 'handed-off'")) === 1,
    );
    expect(await countOf(world, 'from ticket')).toBe(1);
    expect(world.product.attacks.current).toMatchObject({ people: 30, held: 22 });
    expect(await (await fetch(`${world.url}/metrics`)).text()).toMatch(
      /access_account_attack_mode 1[\s\S]*access_account_lockouts_held 22/,
    );
  });

  test('UA-10 an unlock asks for proof, by the notice and by asking; it is not stopped, and goes to the desk where there is none', async () => {
    const [login = ''] = await told();
    const chat = await world.chat(login);
    await chat.shown('Shall I unlock it?');
    await chat.choose('Yes');
    await chat.shown('I must be sure that it is you, and I have no way to check that here');
    expect(await world.directoryPage.signIn(login, `password-of-${login}`)).toBe(423);
    const held = people.find((one) => one !== login) ?? '';
    asked = [login, held];
    const asks = await world.chat(held);
    await asks.say('please unlock my account');
    await asks.shown('I must be sure that it is you, and I have no way to check that here');
    expect(await audited(world, 'account-unlocked')).toBe(0);
  });

  test('D5 a restart doubles nothing, and whoever is locked meanwhile is held back too', async () => {
    await world.restart();
    ops = await world.chat('ops@acme.test');
    await world.directoryPage.lock('late');
    await until(async () => (await countOf(world, 'from lockout where held')) === 23);
    await round(world);
    expect(await countOf(world, 'from attack')).toBe(1);
    expect(await countOf(world, "from ticket where key like 'attack:%'")).toBe(1);
    expect(await told()).toHaveLength(8);
    expect(ops.messages.filter(({ text }) => text.includes('at once'))).toHaveLength(1);
  });

  test('D5 once it is quiet it is over, and who was held back is told if they are still locked, once each', async () => {
    const { operations } = world.product.registry.ready('identity', 'sandbox') ?? {};
    const account = await world.database.rows<{ account_id: string }>(
      "select account_id from account where login = 'late'",
    );
    await operations?.['account.unlock']?.({ id: account[0]?.account_id ?? '' }, call);
    await becomesQuiet();
    for (let times = 0; times < 3; times += 1) await round(world);
    expect(await countOf(world, 'from attack where ended_at is null')).toBe(0);
    expect(await countOf(world, 'from lockout where held')).toBe(0);
    // Whoever asked meanwhile knows, and is with the service desk.
    const others = async () => (await told()).filter((login) => !asked.includes(login)).toSorted();
    const expected = people.filter((login) => !asked.includes(login)).toSorted();
    await until(async () => (await others()).length >= expected.length, 'everybody is told', 20_000);
    expect(await others()).toEqual(expected);
    expect(await audited(world, 'attack-mode-over')).toBe(1);
    await until(
      async () =>
        (await countOf(
          world,
          `from effect where person_id = '${operators}' and body ->> 'operation' = 'ticket.note' and status = 'done'`,
        )) === 1,
    );
    expect(world.product.attacks.current).toBeNull();
    expect((await world.verifyAudit()).findings).toEqual([]);
  });

  test('D5 and everybody is served again as if nothing had been', async () => {
    const login = people.find((one) => !asked.includes(one)) ?? '';
    const chat = await world.chat(login);
    await chat.shown('Shall I unlock it?');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    expect(await world.directoryPage.signIn(login, `password-of-${login}`)).toBe(200);
  });
});

describe('D5 what one poll finds', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ people: ['alex'] });
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    for (const table of ['attack', 'lockout', 'help_case', 'effect']) await world.database.run(`delete from ${table}`);
  });

  /** Lockouts of people nobody has met, so many minutes ago each. */
  const lockouts = (count: number, minutesAgo: (index: number) => number): readonly Lockout[] =>
    Array.from({ length: count }, (_, index) => {
      const id = randomUUID();
      const since = new Date(Date.now() - minutesAgo(index) * 60_000).toISOString();
      return {
        account: { id, login: id, displayName: id, email: null, locale: null },
        lock: { episode: since, cause: 'failed-logins', since, until: null },
      };
    });

  test('D5 of two thousand at most a hundred begin anything; the others wait, and cost no effect', async () => {
    await world.product.road.lockouts(
      'sandbox',
      lockouts(2000, () => 0),
    );
    expect(await countOf(world, 'from lockout')).toBe(2000);
    expect(await countOf(world, 'from lockout where held')).toBe(1900);
    expect(await countOf(world, "from help_case where policy = 'lockout-notification'")).toBe(100);
    expect(await countOf(world, 'from attack')).toBe(1);
  });

  test('D5 what is old is no storm: the first day finds a week’s locks', async () => {
    await world.product.road.lockouts(
      'sandbox',
      lockouts(60, (index) => index * 10),
    );
    expect(await countOf(world, 'from attack')).toBe(0);
    expect(await countOf(world, 'from lockout where held')).toBe(0);
  });

  test('D5 a storm that is found late, or by a clock that is behind, is one all the same', async () => {
    await world.product.road.lockouts(
      'sandbox',
      lockouts(25, (index) => 60 + index / 10),
    );
    expect(await countOf(world, 'from attack')).toBe(1);
  });

  test('D5 many locks of one person are no storm', async () => {
    const [one] = lockouts(1, () => 0);
    if (one === undefined) throw new Error('There is one.');
    for (let index = 0; index < 30; index += 1) {
      const lock = { ...one.lock, episode: `e${index}` };
      await world.product.road.lockouts('sandbox', [{ ...one, lock }]);
    }
    expect(await countOf(world, 'from lockout')).toBe(30);
    expect(await countOf(world, 'from attack')).toBe(0);
  });

  test('D5 nobody is let in again while it is on, or while operators have paused it; then once', async () => {
    await world.product.road.lockouts(
      'sandbox',
      lockouts(130, () => 0),
    );
    expect(await countOf(world, 'from lockout where held')).toBe(30);
    await round(world);
    expect(await countOf(world, 'from lockout where held')).toBe(30);
    await world.product.pauses.pause('lockoutNotification', 'to look first', commandLine);
    await world.database.run('update attack set ended_at = now()');
    await round(world);
    expect(await countOf(world, 'from lockout where held')).toBe(30);
    await world.product.pauses.resume('lockoutNotification', commandLine);
    await round(world);
    expect(await countOf(world, 'from lockout where held')).toBe(5);
    await round(world);
    await round(world);
    expect(await countOf(world, 'from lockout where held')).toBe(0);
    expect(await countOf(world, "from help_case where policy = 'lockout-notification'")).toBe(130);
  });
});

test('D5 switched off, everybody is told', async () => {
  const people = Array.from({ length: 25 }, (_, index) => `q${index}`);
  const world = await openWorld({ people, more: 'policies: { attackMode: { enabled: false } }' });
  try {
    await Promise.all(people.map((login) => world.directoryPage.lock(login)));
    await until(async () => (await countOf(world, 'from notice')) === people.length);
    expect(await countOf(world, 'from attack')).toBe(0);
  } finally {
    await world.close();
  }
}, 60_000);
