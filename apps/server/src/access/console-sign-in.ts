import { type KeyObject, randomBytes } from 'node:crypto';
import { type IdentityProvider, NotSignedInError, type SignInSecrets } from '@access-account/connector-kit/open-id';
import { z } from 'zod';
import { mac } from '../storage/keys.ts';
import type { Operator, OperatorRole } from './operator.ts';
import { operatorOf, type RoleRules } from './operator-of.ts';

export interface ConsoleSignInOptions {
  readonly provider: IdentityProvider;
  /** As its tokens name it. */
  readonly issuer: string;
  readonly rules: RoleRules;
  readonly key: KeyObject;
  readonly publicUrl: () => string;
}

export interface Leaving {
  /** Where in the console they want to be. */
  readonly to: string;
  /** Whoever is signed in at the provider already signs in again, perhaps as somebody else. */
  readonly afresh: boolean;
  /** The hash of the session this browser has. */
  readonly replaces: string | null;
}

export interface CameBack {
  readonly operator: Omit<Operator, 'role'> & { readonly role: OperatorRole | null };
  readonly state: string;
  /** When the provider says that they signed in at its page; null: it does not say. */
  readonly signedInAt: Date | null;
  readonly to: string;
  readonly replaces: string | null;
}

export const callbackPath = '/console/callback';
/** Seconds for which having signed in at the provider lets somebody in without doing so again. */
const longestAge = 24 * 60 * 60;
/** Seconds in which a browser comes back. */
export const awayLife = 600;
const home = '/console/';
/** Characters of a place: what the browser keeps must fit into a cookie. */
const longestPlace = 1500;

const awaySchema = z.object({
  browser: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
  to: z.string(),
  afresh: z.boolean(),
  replaces: z.string().nullable(),
});

/**
 * Signing in to the console at the organisation's own provider. Whatever a sign-in is recognised by follows from what the
 * browser keeps while it is away and a key that only servers have: nobody writes a row by merely asking for the page, any
 * server takes whoever comes back, and whoever changes a letter of it has no sign-in under way.
 */
export class ConsoleSignIn {
  readonly #options: ConsoleSignInOptions;

  constructor(options: ConsoleSignInOptions) {
    this.#options = options;
  }

  /** The provider's page, and what the browser keeps meanwhile. @throws Error where the provider cannot be reached */
  async leave({ to, afresh, replaces }: Leaving): Promise<{ readonly page: URL; readonly away: string }> {
    const { provider } = this.#options;
    const browser = randomBytes(32).toString('base64url');
    const kept = { browser, until: Date.now() + awayLife * 1000, to: placeIn(to), afresh, replaces };
    const away = Buffer.from(JSON.stringify(kept)).toString('base64url');
    // Asked for an age, the provider says when they signed in: whoever just did need not do so again for what asks for that.
    return { page: await provider.page(this.#callback, this.#secrets(away), afresh ? 0 : longestAge), away };
  }

  /**
   * Who came back.
   * @throws NotSignedInError where it is not shown that somebody signed in, in this browser
   * @throws Error where the provider cannot be reached
   */
  async comeBack(away: string, query: string): Promise<CameBack> {
    const { provider, issuer, rules } = this.#options;
    const kept = awaySchema.safeParse(parsed(away)).data;
    if (kept === undefined || kept.until < Date.now())
      throw new NotSignedInError('This browser was not sent away, or too long ago.');
    const secrets = this.#secrets(away);
    const begunAt = kept.afresh ? { begunAt: new Date(kept.until - awayLife * 1000) } : {};
    const signedIn = await provider.finish({
      ...secrets,
      ...begunAt,
      callback: new URL(query, this.#callback),
      wanted: [rules.claim, 'name'],
    });
    const operator = operatorOf(signedIn, { issuer, rules });
    if (operator === undefined) throw new NotSignedInError('The ID token names nobody.');
    const at = signedIn.claims.auth_time;
    const signedInAt = typeof at === 'number' && at > 0 && at < 1e11 ? new Date(at * 1000) : null;
    return { operator, state: secrets.state, signedInAt, to: placeIn(kept.to), replaces: kept.replaces };
  }

  get #callback(): string {
    return `${this.#options.publicUrl()}${callbackPath}`;
  }

  #secrets(away: string): SignInSecrets {
    const secret = (purpose: string) => mac(this.#options.key, purpose, away);
    return { state: secret('state'), nonce: secret('nonce'), verifier: secret('verifier') };
  }
}

/** A place in the console: whatever else is asked for, nobody is led elsewhere. */
function placeIn(to: string): string {
  const base = 'http://console.invalid';
  const url = URL.parse(to, base);
  if (url === null || url.origin !== base || !url.pathname.startsWith(home)) return home;
  const place = url.pathname + url.search;
  return place.length > longestPlace || /^\/console\/(sign-in|callback|enter)/i.test(place) ? home : place;
}

function parsed(away: string): unknown {
  try {
    return JSON.parse(Buffer.from(away, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
