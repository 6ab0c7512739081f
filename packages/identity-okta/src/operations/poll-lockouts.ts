import { type Call, ConnectorError, type Lockout, type LockoutPage, type PollLockouts } from '@access-account/contract';
import { z } from 'zod';
import { mapFewAtOnce } from '../map-few-at-once.ts';
import { toLockOut } from '../map-lock.ts';
import { toAccount } from '../map-user.ts';
import type { OktaClient } from '../okta-client.ts';
import { followLockEvents, followUsers, listUsers, readLockEvents } from '../okta-reads.ts';
import type { OktaUser } from '../okta-shapes.ts';
import { passwordRules } from '../password-policies.ts';
import { readLock } from '../read-status.ts';
import { requireUser } from '../require-user.ts';

/** How often everybody who is locked is looked for, whatever the System Log told. Milliseconds. */
const lookEvery = 5 * 60_000;
/** The log is begun this long before now: this machine's clock and Okta's differ, and a lock told twice is harmless. Milliseconds. */
const overlap = 15 * 60_000;
/** More people than this in one page of the log, and the list of the locked is read before any of them; no more are read in one call. */
const fewPeople = 20;

const ownTarget = z.string().startsWith('/api/v1/');

const lockoutCursor = z.object({
  org: z.string(),
  /** Where the System Log is read on: Okta's own address of what follows. */
  log: ownTarget,
  /** When everybody who is locked was last looked for. */
  lookedAt: z.iso.datetime(),
  /** The page with which that look goes on; null: it is over. */
  look: ownTarget.nullable(),
  /** People whom the log named and that look did not find yet, by id: who is blocked from unknown devices is on no list. */
  waiting: z.array(z.string()).default([]),
});
type LockoutCursor = z.output<typeof lockoutCursor>;

const lockedOut = listUsers({ filter: 'status eq "LOCKED_OUT"' });

/** The System Log says who was locked, the users themselves whether they still are, and the list of the locked what neither told. */
export function pollLockouts(client: OktaClient): PollLockouts {
  return async ({ cursor }, call) => {
    const known = knownCursor({ cursor, client });
    if (known === null) return firstLook(client, call);
    if (known.look !== null) return look({ client, call, known, target: known.look });
    if (known.waiting.length > 0) return readWaiting({ client, call, known });
    return (await followLog({ client, call, known })) ?? firstLook(client, call);
  };
}

function knownCursor({ cursor, client }: { cursor: unknown; client: OktaClient }): LockoutCursor | null {
  const parsed = lockoutCursor.safeParse(cursor);
  return parsed.success && parsed.data.org === client.config.orgUrl ? parsed.data : null;
}

interface PollOptions {
  readonly client: OktaClient;
  readonly call: Call;
  readonly known: LockoutCursor;
}

/** The log is opened before anybody is looked for: whoever is locked meanwhile is in it. */
async function firstLook(client: OktaClient, call: Call): Promise<LockoutPage> {
  const { config, clock } = client;
  const now = clock.now();
  const { target } = readLockEvents(new Date(now.getTime() - overlap));
  const { people, log } = await readLog({ client, call, target });
  const lookedAt = now.toISOString();
  const known = { org: config.orgUrl, log, lookedAt, look: lockedOut.target, waiting: people };
  return look({ client, call, known, target: lockedOut.target });
}

/** One page of everybody who is locked. */
async function look({ client, call, known, target }: PollOptions & { readonly target: string }): Promise<LockoutPage> {
  const { value: users, next } = await client.requests.read(followUsers(target), call);
  const lockouts = await lockedOf({ client, call, users });
  const found = new Set(lockouts.map(({ account }) => account.id));
  const waiting = known.waiting.filter((id) => !found.has(id));
  return { lockouts, cursor: { ...known, look: next, waiting }, more: next !== null || waiting.length > 0 };
}

/** A few of those whom the log named and the look did not find. Whoever cannot be read is tried until the next look is due, and no longer. */
async function readWaiting({ client, call, known }: PollOptions): Promise<LockoutPage> {
  const people = known.waiting.slice(0, fewPeople);
  const lockouts = await lockoutsOf({ client, call, people, isForgiving: isLookDue({ client, known }) });
  const waiting = known.waiting.slice(fewPeople);
  return { lockouts, cursor: { ...known, waiting }, more: waiting.length > 0 };
}

/** What the log holds since the cursor; null where Okta no longer knows the place. */
async function followLog({ client, call, known }: PollOptions): Promise<LockoutPage | null> {
  let answer: Awaited<ReturnType<typeof readLog>>;
  try {
    answer = await readLog({ client, call, target: known.log });
  } catch (error) {
    const isLost = ConnectorError.isInstance(error) && (error.code === 'not-found' || error.code === 'conflict');
    if (isLost) return null;
    throw error;
  }
  const { people, isMore, log } = answer;
  if (people.length > fewPeople || isLookDue({ client, known })) {
    const looking = { ...known, log, lookedAt: client.clock.now().toISOString(), waiting: people };
    return look({ client, call, known: looking, target: lockedOut.target });
  }
  const lockouts = await lockoutsOf({ client, call, people, isForgiving: false });
  return { lockouts, cursor: { ...known, log }, more: isMore };
}

function isLookDue({ client, known }: Omit<PollOptions, 'call'>): boolean {
  const age = client.clock.now().getTime() - Date.parse(known.lookedAt);
  return age < 0 || age >= lookEvery;
}

interface LockoutsOfOptions {
  readonly client: OktaClient;
  readonly call: Call;
  /** By id. */
  readonly people: readonly string[];
  /** Whether those who cannot be read are left out, so that nobody else waits for them any longer. */
  readonly isForgiving: boolean;
}

/** Whether it may be one account that is odd or hidden, and not Okta that cannot be asked. */
function isOfOneAccount({ code }: ConnectorError): boolean {
  return code === 'response-invalid' || code === 'permission-denied';
}

/** Who of them is locked or blocked now, by reading each of them. */
async function lockoutsOf({ client, call, people, isForgiving }: LockoutsOfOptions): Promise<Lockout[]> {
  const odd: ConnectorError[] = [];
  const read = await mapFewAtOnce(people, async (id) => {
    try {
      const user = await userOf({ client, call, id });
      return user === null ? [] : [{ user, blocked: await blockOf({ client, call, user }) }];
    } catch (error) {
      if (!isForgiving || !ConnectorError.isInstance(error) || !isOfOneAccount(error)) throw error;
      odd.push(error);
      return [];
    }
  });
  const [first] = odd;
  if (first !== undefined) {
    const { summary, remedy } = first;
    call.logger.warn('accounts that cannot be read are not told as locked', {
      system: client.requests.system,
      accounts: odd.length,
      reason: `${summary} ${remedy}`,
    });
  }
  const users = read.flat().map(({ user }) => user);
  const blocked = read.flat().flatMap((one) => one.blocked ?? []);
  return [...(await lockedOf({ client, call, users })), ...blocked];
}

async function readLog({ client, call, target }: Omit<PollOptions, 'known'> & { readonly target: string }) {
  const { value: events, next } = await client.requests.read(followLockEvents(target), call);
  // At least once, says Okta: an event counts once by its id, a person once per page.
  const once = new Map(events.map((event) => [event.uuid, event]));
  const targets = [...once.values()].flatMap(({ target }) => target ?? []);
  const people = [...new Set(targets.flatMap(({ id, type }) => (type === 'User' && id ? [id] : [])))];
  // There is always a page that follows, also where nothing is in it yet.
  return { people, isMore: next !== null && events.length > 0, log: next ?? target };
}

/** Somebody whom the log names, as they are now; null: they are gone. */
async function userOf({ client, call, id }: Omit<PollOptions, 'known'> & { id: string }): Promise<OktaUser | null> {
  try {
    return await requireUser({ client, account: { id }, call });
  } catch (error) {
    if (ConnectorError.isInstance(error) && error.code === 'not-found') return null;
    throw error;
  }
}

/** Okta logs a block from unknown devices as a lock, and leaves the account active. */
async function blockOf({
  client,
  call,
  user,
}: Omit<PollOptions, 'known'> & { user: OktaUser }): Promise<Lockout | null> {
  if (user.status === 'LOCKED_OUT') return null;
  const lock = await readLock({ client, user, call });
  return lock === null ? null : { account: toAccount(user), lock };
}

interface LockedOptions {
  readonly client: OktaClient;
  readonly call: Call;
  readonly users: readonly OktaUser[];
}

async function lockedOf({ client, call, users }: LockedOptions): Promise<Lockout[]> {
  const locked = users.filter(({ status }) => status === 'LOCKED_OUT');
  if (locked.length === 0) return [];
  const ruleOf = await passwordRules({ client, users: locked, call });
  const now = client.clock.now();
  return locked.flatMap((user): Lockout[] => {
    const lock = toLockOut(user, { rule: ruleOf(user), now });
    return lock === null ? [] : [{ account: toAccount(user), lock }];
  });
}
