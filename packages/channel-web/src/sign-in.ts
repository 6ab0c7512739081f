import { createHash, randomBytes } from 'node:crypto';
import { IdentityProvider, type SignedIn } from '@access-account/connector-kit/open-id';
import type { ConnectContext, Diagnostic, RawRequest } from '@access-account/contract';
import { z } from 'zod';
import { dropExpired } from './drop-expired.ts';
import type { WebConfig } from './web-config.ts';

/** The provider's page, and the cookie by which the browser is known when it comes back. */
export interface SignInPage {
  readonly location: string;
  readonly cookie: string;
}

/** Signing in at the organisation's own page. */
export interface SignIn {
  /** @throws Error where the provider cannot be reached */
  begin(): Promise<SignInPage>;
  /**
   * Who came back; each sign-in comes back once. Undefined: this browser was not sent away.
   * @throws NotSignedInError, Error where the provider cannot be reached
   */
  finish(request: RawRequest): Promise<SignedIn | undefined>;
  /** Takes the browser's cookie away. */
  readonly noCookie: string;
  check(): Promise<Diagnostic>;
}

const attempt = z.object({ browser: z.string(), nonce: z.string(), verifier: z.string(), until: z.string() });

/** Milliseconds in which a browser comes back. */
const attemptLife = 10 * 60_000;
const cookieName = 'access-account-sign-in';
const prefix = 'sign-in/';
const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** An account's user id begins so: no login does, and none is mistaken for one. */
const accountPrefix = 'account:';
export const isAccount = (user: string) => user.startsWith(accountPrefix);
export const accountOf = (user: string) => user.slice(accountPrefix.length);
export const userOf = (account: string) => `${accountPrefix}${account}`;

export function createSignIn(
  { clientSecret, ...config }: NonNullable<WebConfig['signIn']>,
  { store, clock, fetch, name, publicUrl }: ConnectContext,
): SignIn {
  const provider = new IdentityProvider({ ...config, clientSecret: clientSecret?.reveal(), fetch });
  const base = `${publicUrl}/connectors/${name}/`;
  const cookie = (value: string, seconds: number) =>
    [
      `${cookieName}=${value}`,
      `Max-Age=${seconds}`,
      `Path=/connectors/${name}/sign-in/`,
      'HttpOnly',
      // The provider sends the browser back from another site.
      'SameSite=Lax',
      ...(publicUrl.startsWith('https:') ? ['Secure'] : []),
    ].join('; ');
  const isOver = (until: string) => new Date(until) <= clock.now();

  const sweep = dropExpired({ store, clock, prefix });

  return {
    noCookie: cookie('', 0),
    begin: async () => {
      const secrets = provider.secrets();
      const location = await provider.page(`${base}sign-in/callback`, secrets);
      await sweep();
      const browser = randomBytes(32).toString('base64url');
      const { state, nonce, verifier } = secrets;
      const until = new Date(clock.now().getTime() + attemptLife).toISOString();
      await store.put(prefix + hash(state), { browser: hash(browser), nonce, verifier, until });
      return { location: location.href, cookie: cookie(browser, attemptLife / 1000) };
    },
    finish: async (request) => {
      const state = request.query.get('state') ?? '';
      const key = prefix + hash(state);
      const read = attempt.safeParse((await store.get(key))?.value);
      if (!read.success || isOver(read.data.until)) return undefined;
      const { browser, nonce, verifier } = read.data;
      if (hash(cookieOf(request)) !== browser) return undefined;
      await store.delete(key);
      const callback = new URL(`${base}sign-in/callback?${request.query}`);
      return provider.finish({ callback, state, nonce, verifier });
    },
    check: async () => {
      const operation = 'webhook.receive';
      try {
        await provider.page(`${base}sign-in/callback`, provider.secrets());
        return { severity: 'ok', operation, summary: `People sign in at ${provider.origin}.`, remedy: '' };
      } catch {
        const summary = `Nobody can sign in: ${config.issuer} does not describe itself as an OpenID provider.`;
        const remedy = `Check connectors.${name}.config.signIn.issuer, and that this server can reach it.`;
        return { severity: 'error', operation, summary, remedy };
      }
    },
  };
}

function cookieOf({ headers }: RawRequest): string {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value) return value;
  }
  return '';
}
