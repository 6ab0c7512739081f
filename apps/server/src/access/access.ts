import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { isLoopback } from '../config/is-loopback.ts';
import type { Configuration } from '../config/load-configuration.ts';
import { isFromHere } from '../http/is-from-here.ts';
import { hashToken } from '../road/choice-token.ts';
import type { Database } from '../storage/database.ts';
import {
  beginSession,
  type ConsoleSession,
  endSession,
  endSessions,
  findSession,
  type IdleLimits,
  keepLink,
  takeLink,
  useSession,
} from './console-sessions.ts';
import { commandLine, inDetail, inWords, linkBearer, type Operator } from './operator.ts';
import { readCookies } from './read-cookies.ts';

export interface AccessOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  readonly settings: Configuration['console'];
  readonly publicUrl: () => string;
}

/** What is looked at of a request. */
export interface Knock {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Somebody who may come in. */
export interface Admitted {
  readonly operator: Operator;
  /** null: by the token of the command line, which no browser sends by itself. */
  readonly session: (ConsoleSession & { readonly csrfToken: string }) | null;
}

export interface SignInDone {
  readonly operator: Operator;
  /** The state it was recognised by. */
  readonly state: string;
  /** When the provider says that they signed in at its page; null: it does not say. */
  readonly signedInAt: Date | null;
  /** The hash of the session that this browser had before, if any: it ends. */
  readonly replaces: string | null;
}

/** Milliseconds a link can be used: one that `start` prints waits for whoever set it up. */
const linkLives = { start: 60 * 60_000, command: 10 * 60_000 } as const;
/** Milliseconds a session by a link lasts: where nobody can sign in there is no other; else it is for an emergency. */
const linkSessionLives = { alone: 12 * 60 * 60_000, emergency: 60 * 60_000 } as const;
/** A browser sends this with what somebody who sits at it does, and not with what its page asks by itself. */
const activeHeader = 'access-account-active';

const names = { secure: '__Host-access-account-console', plain: 'access-account-console' } as const;

/** Who may use `/api` and the console: the command line by its token file, a browser by the cookie of a session. */
export class Access {
  readonly operatorToken = randomBytes(32).toString('base64url');
  readonly #operator = digest(this.operatorToken);
  readonly #options: AccessOptions;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /** Whether whoever opens a one-time link at the start is let in: only where nobody can sign in. */
  get offersLink(): boolean {
    return this.#options.settings.signIn === undefined;
  }

  /** Whether a request bears the token of the command line. */
  isCommandLine({ headers: { authorization } }: Pick<Knock, 'headers'>): boolean {
    return (
      typeof authorization === 'string' &&
      authorization.startsWith('Bearer ') &&
      timingSafeEqual(digest(authorization.slice('Bearer '.length)), this.#operator)
    );
  }

  /** Who a request is from. Undefined: nobody who may come in. */
  async admit(request: Knock): Promise<Admitted | undefined> {
    if (typeof request.headers.authorization === 'string')
      return this.isCommandLine(request) ? { operator: commandLine, session: null } : undefined;
    const found = await this.#sessionOf(request);
    if (found === undefined) return undefined;
    const { session, token } = found;
    return { operator: session.operator, session: { ...session, csrfToken: csrfTokenOf(token) } };
  }

  /** Notes that somebody is at a session, where a request shows it. */
  async use({ method, headers }: Knock, { session }: Admitted): Promise<void> {
    if (session === null || (headers[activeHeader] === undefined && !changes(method))) return;
    await useSession(this.#options.database, session.hash, Math.floor(this.#idle.bySignIn / 20));
  }

  /**
   * Whether what opens power waits for a fresh sign-in at the provider's page: whoever sits down at a session that was left
   * open is not who signed in. Whoever came by the machine itself, by its token or a link, shows that by being there.
   */
  needsFreshSignIn({ session }: Admitted): boolean {
    return session !== null && !session.isByLink && !session.isFresh;
  }

  /** Whether somebody who came in may still be there. */
  async isStillIn({ session }: Admitted): Promise<boolean> {
    return session === null || (await findSession(this.#options.database, session.hash, this.#idle)) !== undefined;
  }

  /** The hash of the session a browser has, if any. */
  async sessionOf(request: Knock): Promise<string | null> {
    return (await this.#sessionOf(request))?.session.hash ?? null;
  }

  /**
   * Whether something is asked in the name of whoever has the session by a page that is not ours: what changes anything needs
   * our origin and the token that only our page can read, and whatever a browser says to come from another site is refused.
   */
  isForged({ method, headers }: Knock, { session }: Admitted): boolean {
    if (session === null) return false;
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
    if (!changes(method)) return false;
    const sent = headers['x-csrf-token'];
    return (
      !this.#isOurOrigin(headers) ||
      typeof sent !== 'string' ||
      !timingSafeEqual(digest(sent), digest(session.csrfToken))
    );
  }

  /** A fresh one-time token for the console. What the start prints is in no audit before it is used. */
  async link(by: 'start' | 'command' = 'start'): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    await this.#options.database.transaction(async (transaction) => {
      await keepLink(transaction, token, linkLives[by]);
      if (by === 'command')
        await this.#options.audit.append(transaction, [
          entry('console-link-made', 'The command line made a one-time link to the console.', commandLine),
        ]);
    });
    return token;
  }

  /** Uses a link up. Answers the session's cookie, or undefined for a link that is used, expired, not from here or never was. */
  async enter(link: string, request: Knock): Promise<string | undefined> {
    if (!isFromHere(request)) return undefined;
    const life = linkSessionLives[this.offersLink ? 'alone' : 'emergency'];
    const token = randomBytes(32).toString('base64url');
    const begun = await this.#options.database.transaction(async (transaction) => {
      if (!(await takeLink(transaction, link))) return false;
      await beginSession(transaction, { token, operator: linkBearer, state: null, signedInAt: null, life });
      const detail = { role: linkBearer.role };
      const summary = 'Somebody on this machine opened the console by a one-time link.';
      await this.#options.audit.append(transaction, [entry('console-signed-in', summary, linkBearer, detail)]);
      return true;
    });
    return begun ? cookie({ name: names.plain, value: token, seconds: life / 1000 }) : undefined;
  }

  /** Somebody came back from the provider. Answers the session's cookie, or undefined: this sign-in began one already. */
  async signIn({ operator, state, signedInAt, replaces }: SignInDone): Promise<string | undefined> {
    const { database, audit, settings } = this.#options;
    const { life } = settings.session;
    const token = randomBytes(32).toString('base64url');
    const begun = await database.transaction(async (transaction) => {
      if (!(await beginSession(transaction, { token, operator, state, signedInAt, life }))) return false;
      if (replaces !== null) await endSession(transaction, replaces);
      const summary = `${inWords(operator)} signed in to the console as ${operator.role}.`;
      await audit.append(transaction, [entry('console-signed-in', summary, operator, { role: operator.role })]);
      return true;
    });
    return begun ? cookie({ name: this.#cookieName, value: token, seconds: Math.floor(life / 1000) }) : undefined;
  }

  /** Somebody signed in whom nothing gives a role. */
  async turnedAway(operator: Omit<Operator, 'role'>): Promise<void> {
    const { database, audit } = this.#options;
    const summary = `${inWords(operator)} signed in, and has no role in the console.`;
    await database.transaction((transaction) =>
      audit.append(transaction, [entry('console-refused', summary, operator)]),
    );
  }

  /** Ends a session at the server. Answers the cookie that takes the browser's away. */
  async signOut({ operator, session }: Admitted): Promise<string | undefined> {
    if (session === null) return undefined;
    await this.#options.database.transaction(async (transaction) => {
      if (await endSession(transaction, session.hash))
        await this.#options.audit.append(transaction, [
          entry('console-signed-out', `${inWords(operator)} signed out of the console.`, operator),
        ]);
    });
    return cookie({ name: session.isByLink ? names.plain : this.#cookieName, value: '', seconds: 0 });
  }

  /** Ends the sessions of one subject, or everybody's. Answers how many there were. */
  async signOutOthers(subject: string | null, by: Operator): Promise<number> {
    return this.#options.database.transaction(async (transaction) => {
      const count = await endSessions(transaction, subject);
      const whose = subject === null ? 'everybody' : subject;
      const summary = `The console sessions of ${whose} were ended by ${inWords(by)}: ${count}.`;
      await this.#options.audit.append(transaction, [entry('console-sessions-ended', summary, by, { subject, count })]);
      return count;
    });
  }

  get #isSecure(): boolean {
    return this.#options.publicUrl().startsWith('https:');
  }

  get #cookieName(): string {
    return this.#isSecure ? names.secure : names.plain;
  }

  get #idle(): IdleLimits {
    const { idle } = this.#options.settings.session;
    return { bySignIn: idle, byLink: this.offersLink ? linkSessionLives.alone : idle };
  }

  /** A session by a link is good on this machine alone; another, where there is https, by the cookie that no other host can set. */
  async #sessionOf(request: Knock): Promise<{ session: ConsoleSession; token: string } | undefined> {
    const cookies = readCookies(request.headers.cookie);
    for (const name of this.#isSecure ? [names.secure, names.plain] : [names.plain]) {
      const token = cookies.get(name);
      if (token === undefined) continue;
      const session = await findSession(this.#options.database, hashToken(token), this.#idle);
      if (session === undefined) continue;
      if (session.isByLink ? name === names.plain && isFromHere(request) : name === this.#cookieName)
        return { session, token };
    }
    return undefined;
  }

  #isOurOrigin({ origin, host }: Knock['headers']): boolean {
    if (typeof origin !== 'string') return false;
    if (origin === new URL(this.#options.publicUrl()).origin) return true;
    const at = URL.parse(origin);
    return at !== null && isLoopback(at.hostname) && origin === `http://${String(host)}`;
  }
}

/** RFC 9110, §9.2.1. */
function changes(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** Follows from the session's own token, so that every server knows it; nobody learns that one from this. */
function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('csrf').digest('base64url');
}

interface CookieOptions {
  readonly name: string;
  readonly value: string;
  readonly seconds: number;
}

function cookie({ name, value, seconds }: CookieOptions): string {
  const secure = name === names.secure ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

function entry(
  name: string,
  summary: string,
  operator: Omit<Operator, 'role'>,
  detail: AuditEntry['detail'] = {},
): AuditEntry {
  return { kind: 'security', name, summary, person: null, case: null, detail: { ...detail, ...inDetail(operator) } };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
