import { assertRejectsWith, fakeCall } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { forgedModifySuccess, hasModifyRequest } from '../../../tooling/real-servers/ldap-bytes.ts';
import { missingForSlapd, type Slapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { startTcpProxy, type TcpProxy } from '../../../tooling/real-servers/tcp-proxy.ts';
import { type Connected, connected } from './connected.ts';
import { freshPerson } from './fresh-person.ts';
import { listToTheEnd } from './list-to-the-end.ts';
import { slapdWorld } from './slapd-world.ts';

/** Far below the connector's default, so that what has to wait does not wait long. */
const timeout = 500;

describeReal({ name: 'A directory behind a bad network', missing: missingForSlapd() }, () => {
  let slapd: Slapd;
  let proxy: TcpProxy;
  let directory: Connected;
  const world = slapdWorld(() => slapd);

  const configuration = (differences = {}) =>
    world.configFor(slapd.service, { url: `ldap://127.0.0.1:${proxy.port}`, timeout, ...differences });
  const find = (value = 'nobody') => directory.operations['account.find']({ by: 'login', value }, fakeCall());
  const idOf = async ({ login }: { login: string }) => (await find(login))[0]?.id ?? 'not found';
  const lockOf = async (id: string) => (await directory.operations['account.read']({ id }, fakeCall())).lock;
  const lockedPerson = async () => {
    const person = await world.newPerson();
    await world.lockByFailedLogins(person);
    return { person, id: await idOf(person) };
  };

  beforeAll(async () => {
    slapd = await startSlapd();
    proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(slapd.url).port) });
  }, 60_000);
  afterAll(async () => {
    await proxy?.close();
    await slapd?.stop();
  });
  beforeEach(async () => {
    await proxy.become({ kind: 'pass' });
    directory = await connected(configuration());
  });
  afterEach(() => directory.close());

  test('many requests share one connection', async () => {
    const before = proxy.connections;
    await Promise.all(Array.from({ length: 50 }, () => find()));
    expect(proxy.connections - before).toBe(1);
  });

  test('a directory that is down at the start is only late', async () => {
    await proxy.become({ kind: 'refuse' });
    const error = await assertRejectsWith('unavailable', () => find());
    expect(error.remedy).toMatch(/directory runs/);
    await proxy.become({ kind: 'pass' });
    expect(await find()).toEqual([]);
  });

  test('a connection that the server closed while it lay idle is opened again without anybody noticing', async () => {
    const person = await world.newPerson();
    await find();
    await proxy.become({ kind: 'reset' });
    await proxy.become({ kind: 'pass' });
    expect(await find(person.login)).toHaveLength(1);
  });

  test('PE-11 a connection that is lost between two pages loses nobody of the list', async () => {
    const people = Array.from({ length: 1200 }, () => freshPerson());
    await slapd.createUsers(people);
    const list = directory.operations['account.list'];
    let { cursor, more } = await list({ cursor: null }, fakeCall());
    await proxy.become({ kind: 'reset' });
    // A page that was read ahead is still told.
    await assertRejectsWith('unavailable', async () => {
      while (more) ({ cursor, more } = await list({ cursor }, fakeCall()));
    });
    await proxy.become({ kind: 'pass' });
    const { accounts, isComplete } = await listToTheEnd(directory, cursor);
    expect(people.filter(({ login }) => !accounts.has(login))).toEqual([]);
    expect(isComplete).toBe(true);
  }, 30_000);

  test('a network that tears every connection down is unavailable', async () => {
    await find();
    await proxy.become({ kind: 'reset' });
    await assertRejectsWith('unavailable', () => find());
  });

  test('a directory that never answers is timed-out after the configured time, and forgotten for the next call', async () => {
    await proxy.become({ kind: 'blackhole' });
    const start = performance.now();
    await assertRejectsWith('timed-out', () => find());
    expect(performance.now() - start).toBeLessThan(timeout * 3);
    await proxy.become({ kind: 'pass' });
    expect(await find()).toEqual([]);
  });

  test('a directory that answers byte by byte is timed-out', async () => {
    await find();
    await proxy.become({ kind: 'drip', every: 200 });
    await assertRejectsWith('timed-out', () => find());
  });

  test('the deadline of a call ends its wait before the timeout does', async () => {
    await find();
    await proxy.become({ kind: 'blackhole' });
    const start = performance.now();
    const call = fakeCall({ signal: AbortSignal.timeout(50) });
    await assertRejectsWith('timed-out', () => directory.operations['account.find']({ by: 'login', value: 'x' }, call));
    expect(performance.now() - start).toBeLessThan(timeout);
  });

  test('closing ends the requests that wait', async () => {
    await find();
    await proxy.become({ kind: 'blackhole' });
    const waiting = assertRejectsWith('unavailable', () => find());
    await directory.close();
    await waiting;
  });

  test('an answer that is lost after the change happened is ambiguous, and reading tells that it happened', async () => {
    const { person, id } = await lockedPerson();
    await proxy.become({ kind: 'swallow', when: hasModifyRequest });
    await assertRejectsWith('ambiguous-outcome', () => directory.operations['account.unlock']({ id }, fakeCall()));
    await proxy.become({ kind: 'pass' });
    expect(await lockOf(id)).toBeNull();
    expect(await slapd.signIn(person.login, person.password)).toBe(true);
  });

  test('a change that never arrived is ambiguous too, and reading tells that it did not happen', async () => {
    const { id } = await lockedPerson();
    await proxy.become({ kind: 'blackhole', when: hasModifyRequest });
    await assertRejectsWith('ambiguous-outcome', () => directory.operations['account.unlock']({ id }, fakeCall()));
    await proxy.become({ kind: 'pass' });
    expect(await lockOf(id)).not.toBeNull();
  });

  test('a directory that is lost before the change is sent is not ambiguous', async () => {
    const { id } = await lockedPerson();
    await proxy.become({ kind: 'refuse' });
    await assertRejectsWith('unavailable', () => directory.operations['account.unlock']({ id }, fakeCall()));
  });

  test('a directory that lies about success is not believed', async () => {
    const { id } = await lockedPerson();
    await proxy.become({ kind: 'forge', reply: forgedModifySuccess });
    const change = await directory.operations['account.unlock']({ id }, fakeCall());
    expect(change).toMatchObject({ changed: true, verified: false });
  }, 20_000);

  test('a refused password is not tried again at once, so that a poll does not lock the service account', async () => {
    await directory.close();
    directory = await connected(configuration({ password: 'not the password' }));
    await assertRejectsWith('authentication-failed', () => find());
    const before = proxy.connections;
    await assertRejectsWith('authentication-failed', () => find());
    expect(proxy.connections).toBe(before);
  });
});
