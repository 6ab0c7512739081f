import { createHash, createHmac, randomBytes } from 'node:crypto';
import { IdentityProvider, type SignedIn, type SignInSecrets } from '@access-account/connector-kit/open-id';
import type { ConnectContext, ConnectorStore, Diagnostic, RawRequest } from '@access-account/contract';
import { z } from 'zod';
import { dropExpired } from './drop-expired.ts';
import { ownCookie } from './own-cookie.ts';
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

/** What the browser keeps while it is away. `until`: milliseconds since 1970. */
const attempt = z.object({ browser: z.string(), until: z.number() });

/** Milliseconds in which a browser comes back. */
const attemptLife = 10 * 60_000;
const keyRow = 'sign-in-key';
/** Of those who came back, until their sign-in would be over anyway. */
const prefix = 'sign-in/';
const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** An account's user id begins so: no login does, and none is mistaken for one. */
const accountPrefix = 'account:';
export const isAccount = (user: string) => user.startsWith(accountPrefix);
export const accountOf = (user: string) => user.slice(accountPrefix.length);
export const userOf = (account: string) => `${accountPrefix}${account}`;

/**
 * Whatever a sign-in is recognised by follows from what the browser keeps and a key in the store: whoever merely asks for the
 * provider's page, and that may be anybody, leaves no row behind.
 */
export function createSignIn(
  { clientSecret, ...config }: NonNullable<WebConfig['signIn']>,
  { store, clock, fetch, name, publicUrl }: ConnectContext,
): SignIn {
  const provider = new IdentityProvider({ ...config, clientSecret: clientSecret?.reveal(), fetch });
  const base = `${publicUrl}/connectors/${name}/`;
  // Lax: the provider sends the browser back from another site.
  const cookie = ownCookie({
    context: { name, publicUrl },
    name: 'access-account-sign-in',
    path: 'sign-in/',
    sameSite: 'Lax',
  });
  const sweep = dropExpired({ store, clock, prefix });

  return {
    noCookie: cookie.write('', 0),
    begin: async () => {
      const until = clock.now().getTime() + attemptLife;
      const away = written({ browser: randomBytes(32).toString('base64url'), until });
      const location = await provider.page(`${base}sign-in/callback`, secretsOf(away, await keyIn(store)));
      return { location: location.href, cookie: cookie.write(away, attemptLife / 1000) };
    },
    finish: async (request) => {
      const away = cookie.read(request) ?? '';
      const kept = attempt.safeParse(read(away)).data;
      if (kept === undefined || kept.until <= clock.now().getTime()) return undefined;
      const secrets = secretsOf(away, await keyIn(store));
      if (request.query.get('state') !== secrets.state) return undefined;
      const callback = new URL(`${base}sign-in/callback?${request.query}`);
      const signedIn = await provider.finish({ callback, ...secrets });
      await sweep();
      const until = new Date(kept.until).toISOString();
      return (await store.compareAndSet(prefix + hash(secrets.state), 0, { until })) ? signedIn : undefined;
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

function written(kept: z.infer<typeof attempt>): string {
  return Buffer.from(JSON.stringify(kept)).toString('base64url');
}

function read(away: string): unknown {
  try {
    return JSON.parse(Buffer.from(away, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Whoever changes a letter of what the browser keeps has others, and no sign-in under way. */
function secretsOf(away: string, key: string): SignInSecrets {
  const secret = (purpose: string) => createHmac('sha256', key).update(`${purpose}:${away}`).digest('base64url');
  return { state: secret('state'), nonce: secret('nonce'), verifier: secret('verifier') };
}

/** 256 random bits, the same for all servers: any of them takes whoever comes back. */
async function keyIn(store: ConnectorStore): Promise<string> {
  const stored = (await store.get(keyRow))?.value;
  if (typeof stored === 'string') return stored;
  const fresh = randomBytes(32).toString('base64url');
  if (await store.compareAndSet(keyRow, 0, fresh)) return fresh;
  const other = (await store.get(keyRow))?.value;
  if (typeof other !== 'string') throw new Error('The key of sign-ins cannot be read.');
  return other;
}
