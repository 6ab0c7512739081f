import {
  type AccountPage,
  type AccountReference,
  type Call,
  ConnectorError,
  type JsonValue,
  type ListAccounts,
  type ListedAccount,
} from '@access-account/contract';
import { z } from 'zod';
import type { EntraClient } from '../entra-client.ts';
import { readUser, walkUsers } from '../graph-reads.ts';
import type { ChangedUser, EntraUser } from '../graph-shapes.ts';
import { toAccount, toPasswordStatus, toStanding } from '../map-user.ts';
import type { PasswordRules } from '../password-rules.ts';
import { requireValue } from '../read-status.ts';

const listCursor = z.object({
  tenant: z.string(),
  /** Where to read on, below `/v1.0`: a page that waits, or the changes from now on. */
  target: z.string().startsWith('/users'),
  isWaiting: z.boolean(),
  isEverybody: z.boolean(),
  /** By what the days on which passwords end were reckoned. */
  rules: z.string(),
});
type ListCursor = z.output<typeof listCursor>;

/** Everybody once, and from then on whoever Graph says was changed; everybody again when the rules for passwords are others. */
export function listAccounts(client: EntraClient): ListAccounts {
  return async ({ cursor }, call) => {
    const rules = await client.domainMemory.rules(call);
    const known = knownCursor({ cursor, client, rules });
    const walk = { ...begin(client, rules), target: walkUsers.target };
    if (known === null) return page({ client, call, rules, known: walk });
    try {
      return await page({ client, call, rules, known });
    } catch (error) {
      // A link that waited too long (410, or 400) is one that Graph no longer knows.
      const isLost = ConnectorError.isInstance(error) && (error.code === 'not-found' || error.code === 'conflict');
      if (isLost) return page({ client, call, rules, known: walk });
      throw error;
    }
  };
}

interface KnownCursorOptions {
  readonly cursor: JsonValue;
  readonly client: EntraClient;
  readonly rules: PasswordRules | null;
}

function begin(client: EntraClient, rules: PasswordRules | null): Omit<ListCursor, 'target'> {
  return { tenant: tenantOf(client), isWaiting: true, isEverybody: true, rules: fingerprintOf(rules) };
}

function knownCursor({ cursor, client, rules }: KnownCursorOptions): ListCursor | null {
  const parsed = listCursor.safeParse(cursor);
  if (!parsed.success || parsed.data.tenant !== tenantOf(client)) return null;
  const isOutdated = !parsed.data.isWaiting && parsed.data.rules !== fingerprintOf(rules);
  return isOutdated ? null : parsed.data;
}

const tenantOf = ({ config }: EntraClient) => `${config.graphUrl} ${config.tenantId}`;
const fingerprintOf = (rules: PasswordRules | null) => rules?.fingerprint ?? 'unknown';

interface PageOptions {
  readonly client: EntraClient;
  readonly call: Call;
  readonly rules: PasswordRules | null;
  readonly known: ListCursor;
}

async function page({ client, call, rules, known }: PageOptions): Promise<AccountPage> {
  const { requests } = client;
  // Changes that were all told are the beginning of the next ones.
  const isEverybody = known.isWaiting && known.isEverybody;
  const answer = await requests.read({ ...walkUsers, target: known.target }, call);
  const next = requests.nextOf(answer);
  const target = next ?? requests.followed(answer['@odata.deltaLink'] ?? '');
  const { users, removed } = await wholeUsers({ client, call, changed: answer.value, isEverybody });
  return {
    accounts: users.map((user) => toListed(user, rules)),
    removed,
    cursor: { ...known, target, isWaiting: next !== null, isEverybody },
    more: next !== null,
    isComplete: isEverybody && next === null,
  };
}

/** Errors that may be of one account alone: they come again as often as it is asked for, and must not keep everybody else from being listed. */
const ofOneAccount: readonly string[] = ['response-invalid', 'permission-denied', 'conflict'];

interface WholeUsersOptions {
  readonly client: EntraClient;
  readonly call: Call;
  readonly changed: readonly ChangedUser[];
  readonly isEverybody: boolean;
}

/**
 * The users of a page. What is not told whole is read by its id, twenty in one request: a change may come without what did not
 * change, and a manager is often told alone, on another page.
 */
async function wholeUsers({ client, call, changed, isEverybody }: WholeUsersOptions) {
  const once = new Map(changed.map((user) => [user.id, user]));
  const removed: AccountReference[] = [];
  const users: EntraUser[] = [];
  const parts: string[] = [];
  for (const user of once.values()) {
    const whole = isEverybody ? wholeUser(user) : null;
    if (user['@removed'] !== undefined) removed.push({ id: user.id });
    else if (whole === null) parts.push(user.id);
    else users.push(whole);
  }
  const odd: ConnectorError[] = [];
  const outcomes = await client.requests.readEach(parts.map(readUser), call);
  for (const [index, outcome] of outcomes.entries()) {
    // Gone since the page was made.
    if (!outcome.ok && outcome.error.code === 'not-found') removed.push({ id: parts[index] ?? '' });
    else if (!outcome.ok && ofOneAccount.includes(outcome.error.code)) odd.push(outcome.error);
    else users.push(requireValue(outcome));
  }
  const [first] = odd;
  if (first !== undefined) {
    // Not one account is odd then, but a right is missing.
    if (odd.length > 1 && users.length === 0) throw first;
    call.logger.warn('accounts that cannot be read are not listed', {
      system: client.system,
      accounts: odd.length,
      reason: `${first.summary} ${first.remedy}`,
    });
  }
  return { users, removed };
}

function wholeUser({ userPrincipalName, 'manager@delta': managers = [], ...user }: ChangedUser): EntraUser | null {
  if (!userPrincipalName || user.accountEnabled === undefined) return null;
  const manager = managers.filter((one) => one['@removed'] === undefined).at(-1);
  return { ...user, userPrincipalName, manager: manager === undefined ? null : { id: manager.id } };
}

function toListed(user: EntraUser, rules: PasswordRules | null): ListedAccount {
  const { changedAt, expiresAt } = toPasswordStatus(user, rules);
  return {
    ...toAccount(user),
    standing: toStanding(user),
    passwordChangedAt: changedAt,
    passwordExpiresAt: expiresAt,
    endsAt: null,
    manager: user.manager === null || user.manager === undefined ? null : { id: user.manager.id },
    timeZone: null,
  };
}
