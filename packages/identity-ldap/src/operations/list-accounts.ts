import { randomUUID } from 'node:crypto';
import type { AccountPage, Call, JsonValue, ListAccounts } from '@access-account/contract';
import { z } from 'zod';
import type { DirectoryPosition } from '../directory.ts';
import type { LdapClient } from '../ldap-client.ts';
import type { LdapPage } from '../ldap-session.ts';

const position = z.object({ server: z.string(), position: z.string() });

const listCursor = position.extend({
  /** What is being told; null: all of it was. Only the connection that began it can go on with it. */
  walk: z
    .object({
      id: z.string(),
      /** Pages that were told. */
      pages: z.int(),
      isEverybody: z.boolean(),
    })
    .nullable(),
});
type ListCursor = z.output<typeof listCursor>;

/** What is being told, and where it goes on. */
interface Walk {
  readonly id: string;
  readonly pages: number;
  readonly isEverybody: boolean;
  /** What changes count from until everything is told: of everybody there is nothing. */
  readonly from: DirectoryPosition;
  /** What changes count from afterwards. */
  readonly reached: DirectoryPosition;
  readonly next: LdapPage['next'];
}

/**
 * Everybody, and from then on who changed. How far a search is only its connection knows: where that is lost, or another
 * server goes on, it begins anew, and who was told before is told again.
 */
export function listAccounts(client: LdapClient): ListAccounts {
  const { directory } = client;
  let underWay: Walk | undefined;
  return async ({ cursor }, call) => {
    const known = knownCursor(cursor);
    // What fails is not gone on with: nobody knows whether its page was read.
    const walk = underWay;
    underWay = undefined;
    const tell = async (told: Omit<Walk, 'next'>, page: LdapPage) => {
      const answer = await toPage({ client, call, walk: { ...told, next: page.next }, page });
      if (page.next !== null) underWay = { ...told, next: page.next };
      return answer;
    };

    if (walk?.next && walk.id === known?.walk?.id && walk.pages === known.walk.pages) {
      const page = await walk.next(call);
      if (page !== undefined) return tell({ ...walk, pages: walk.pages + 1 }, page);
    }
    const since = known === null || known.walk?.isEverybody === true ? null : known;
    const { first, isEverybody, ...reached } = await directory.beginListing(since, call);
    if (first === null) {
      return { accounts: [], removed: [], cursor: { ...reached, walk: null }, more: false, isComplete: false };
    }
    return tell({ id: randomUUID(), pages: 1, isEverybody, from: since ?? reached, reached }, first);
  };
}

function knownCursor(cursor: JsonValue): ListCursor | null {
  return listCursor.safeParse(cursor).data ?? null;
}

interface ToPageOptions {
  readonly client: LdapClient;
  readonly call: Call;
  readonly walk: Walk;
  readonly page: LdapPage;
}

async function toPage({ client, call, walk, page }: ToPageOptions): Promise<AccountPage> {
  const { session, directory } = client;
  const { id, pages, isEverybody } = walk;
  const more = page.next !== null;
  const { accounts, hidden } = await directory.toListed(page.entries, call);
  const [first] = hidden;
  if (first !== undefined) {
    if (accounts.length === 0) throw first;
    call.logger.warn('accounts of which the directory hides something are not listed', {
      system: session.system,
      accounts: hidden.length,
      reason: `${first.summary} ${first.remedy}`,
    });
  }
  return {
    accounts,
    removed: [],
    cursor: more ? { ...positionOf(walk.from), walk: { id, pages, isEverybody } } : { ...walk.reached, walk: null },
    more,
    isComplete: isEverybody && !more,
  };
}

function positionOf({ server, position }: DirectoryPosition): DirectoryPosition {
  return { server, position };
}
