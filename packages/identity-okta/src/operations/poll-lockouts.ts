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
/** More people than this in one page of the log, and the list of the locked is read instead of each of them. */
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
});
type LockoutCursor = z.output<typeof lockoutCursor>;

const lockedOut = listUsers({ filter: 'status eq "LOCKED_OUT"' });

/** The System Log says who was locked, the users themselves whether they still are, and the list of the locked what neither told. */
export function pollLockouts(client: OktaClient): PollLockouts {
  return async ({ cursor }, call) => {
    const known = knownCursor({ cursor, client });
    if (known === null) return firstLook(client, call);
    if (known.look !== null) return look({ client, call, known, target: known.look });
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
  const { config, requests, clock } = client;
  const now = clock.now();
  const begun = readLockEvents(new Date(now.getTime() - overlap));
  // Not what is in it, for the look finds that too; only where it goes on.
  const { next } = await requests.read(begun, call);
  const known = { org: config.orgUrl, log: next ?? begun.target, lookedAt: now.toISOString(), look: lockedOut.target };
  return look({ client, call, known, target: lockedOut.target });
}

/** One page of everybody who is locked. */
async function look({ client, call, known, target }: PollOptions & { readonly target: string }): Promise<LockoutPage> {
  const { value: users, next } = await client.requests.read(followUsers(target), call);
  const lockouts = await lockedOf({ client, call, users });
  return { lockouts, cursor: { ...known, look: next }, more: next !== null };
}

/** What the log holds since the cursor; null where Okta no longer knows the place. */
async function followLog({ client, call, known }: PollOptions): Promise<LockoutPage | null> {
  let answer: Awaited<ReturnType<typeof readLog>>;
  try {
    answer = await readLog({ client, call, known });
  } catch (error) {
    const isLost = ConnectorError.isInstance(error) && (error.code === 'not-found' || error.code === 'conflict');
    if (isLost) return null;
    throw error;
  }
  const { people, isMore, log } = answer;
  const now = client.clock.now();
  const age = now.getTime() - Date.parse(known.lookedAt);
  if (people.length > fewPeople || age < 0 || age >= lookEvery) {
    const looking = { ...known, log, lookedAt: now.toISOString() };
    return look({ client, call, known: looking, target: lockedOut.target });
  }
  const users = (await mapFewAtOnce(people, (id) => userOf({ client, call, id }))).filter((user) => user !== null);
  const blocked = (await mapFewAtOnce(users, (user) => blockOf({ client, call, user }))).filter((one) => one !== null);
  const lockouts = [...(await lockedOf({ client, call, users })), ...blocked];
  return { lockouts, cursor: { ...known, log }, more: isMore };
}

async function readLog({ client, call, known }: PollOptions) {
  const { value: events, next } = await client.requests.read(followLockEvents(known.log), call);
  // At least once, says Okta: an event counts once by its id, a person once per page.
  const once = new Map(events.map((event) => [event.uuid, event]));
  const targets = [...once.values()].flatMap(({ target }) => target ?? []);
  const people = [...new Set(targets.flatMap(({ id, type }) => (type === 'User' && id ? [id] : [])))];
  // There is always a page that follows, also where nothing is in it yet.
  return { people, isMore: next !== null && events.length > 0, log: next ?? known.log };
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
