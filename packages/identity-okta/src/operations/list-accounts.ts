import {
  type AccountPage,
  type Call,
  ConnectorError,
  type JsonValue,
  type ListAccounts,
  type ListedAccount,
} from '@access-account/contract';
import { z } from 'zod';
import { toPasswordStatus } from '../map-password.ts';
import { toAccount, toManager, toStanding, toTimeZone } from '../map-user.ts';
import type { OktaClient } from '../okta-client.ts';
import { followUsers, listUsers } from '../okta-reads.ts';
import type { OktaAnswer } from '../okta-requests.ts';
import type { OktaUser } from '../okta-shapes.ts';
import { listedRules } from '../password-policies.ts';

/** Everybody is told again after this: policies, groups and deletions change what is told and no user. Milliseconds. */
const everybodyEvery = 24 * 60 * 60_000;
/** Changes are asked for from this long before: users are written at several places, and one told twice is harmless. Milliseconds. */
const overlap = 2 * 60_000;

const listCursor = z.object({
  org: z.string(),
  /** When everybody was last begun to be told. */
  everybodyAt: z.iso.datetime(),
  /** Okta's time from which the next changes count. */
  since: z.iso.datetime(),
  /** The page that waits, of everybody or of changes; null: none does. */
  next: z.string().startsWith('/api/v1/').nullable(),
  isEverybody: z.boolean(),
  /** How often the page that waits was put off, because more must be read before it can be told. */
  putOff: z.int().default(0),
});
type ListCursor = z.output<typeof listCursor>;

/** Everybody once a day, and between those walks whoever Okta says was changed. */
export function listAccounts(client: OktaClient): ListAccounts {
  return async ({ cursor }, call) => {
    const known = knownCursor({ cursor, client });
    if (known === null) return everybody(client, call);
    try {
      return known.next === null ? await changes({ client, call, known }) : await follow({ client, call, known });
    } catch (error) {
      // A page that waited too long is one that Okta no longer knows.
      const isLost = ConnectorError.isInstance(error) && (error.code === 'not-found' || error.code === 'conflict');
      if (isLost) return everybody(client, call);
      throw error;
    }
  };
}

function knownCursor({ cursor, client }: { cursor: JsonValue; client: OktaClient }): ListCursor | null {
  const parsed = listCursor.safeParse(cursor);
  if (!parsed.success || parsed.data.org !== client.config.orgUrl) return null;
  const age = client.clock.now().getTime() - Date.parse(parsed.data.everybodyAt);
  const isDue = age < 0 || age >= everybodyEvery;
  return isDue && parsed.data.next === null ? null : parsed.data;
}

async function everybody(client: OktaClient, call: Call): Promise<AccountPage> {
  const { target } = listUsers({});
  const answer = await client.requests.read(followUsers(target), call);
  const everybodyAt = client.clock.now().toISOString();
  const known = {
    org: client.config.orgUrl,
    everybodyAt,
    since: sinceOf(answer, client),
    isEverybody: true,
    putOff: 0,
  };
  return pageOf({ client, call, target, answer, known });
}

interface FollowOptions {
  readonly client: OktaClient;
  readonly call: Call;
  readonly known: ListCursor;
}

async function changes({ client, call, known }: FollowOptions): Promise<AccountPage> {
  const { target } = listUsers({ filter: `lastUpdated ge "${known.since}"` });
  const answer = await client.requests.read(followUsers(target), call);
  const begun = { ...known, since: sinceOf(answer, client), isEverybody: false };
  return pageOf({ client, call, target, answer, known: begun });
}

async function follow({ client, call, known }: FollowOptions): Promise<AccountPage> {
  const target = known.next ?? '';
  return pageOf({ client, call, target, answer: await client.requests.read(followUsers(target), call), known });
}

interface PageOptions {
  readonly client: OktaClient;
  readonly call: Call;
  /** Where the page was read. */
  readonly target: string;
  readonly answer: OktaAnswer<readonly OktaUser[]>;
  readonly known: Omit<ListCursor, 'next'>;
}

async function pageOf({ client, call, target, answer, known }: PageOptions): Promise<AccountPage> {
  const { value: users, next } = answer;
  // A deactivated account is one that is gone: Okta leaves it out of the list of everybody, too.
  const present = users.filter((user) => toStanding(user) !== 'deprovisioned');
  const ruleOf = await listedRules({ client, users: present, call });
  if (ruleOf === undefined) {
    const cursor = { ...known, next: target, putOff: known.putOff + 1 };
    return { accounts: [], removed: [], cursor, more: true, isComplete: false };
  }
  const accounts = present.map((user): ListedAccount => {
    const password = toPasswordStatus(user, ruleOf(user));
    return {
      ...toAccount(user),
      standing: toStanding(user),
      passwordChangedAt: password.changedAt,
      passwordExpiresAt: password.expiresAt,
      endsAt: null,
      manager: toManager(user),
      timeZone: toTimeZone(user),
    };
  });
  return {
    accounts,
    removed: users.filter((user) => !present.includes(user)).map(({ id }) => ({ id })),
    cursor: { ...known, next, putOff: 0 },
    more: next !== null,
    isComplete: known.isEverybody && next === null,
  };
}

function sinceOf({ answeredAt }: OktaAnswer<unknown>, { clock }: OktaClient): string {
  return new Date((answeredAt ?? clock.now()).getTime() - overlap).toISOString();
}
