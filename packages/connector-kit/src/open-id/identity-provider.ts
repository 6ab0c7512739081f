import { randomBytes } from 'node:crypto';
import type * as openid from 'openid-client';

/** Loaded by the first sign-in: a server where nobody signs in at a provider does without it. */
const library = () => import('openid-client');

/** The organisation's OpenID provider, as the configuration names it. */
export interface IdentityProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: a public client; PKCE is used either way. */
  readonly clientSecret?: string | undefined;
  /** The claim that is the account's id in its directory: `sub`, or Entra's `oid`. */
  readonly claim: string;
  /** What is asked for beside `openid` and `profile`. */
  readonly scopes?: readonly string[] | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/** What one sign-in is recognised by when the browser comes back. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636. */
  readonly verifier: string;
}

export interface FinishOptions extends SignInSecrets {
  /** The address the browser came back to, with its parameters. */
  readonly callback: URL;
  /** When it was sent there to sign in afresh: whoever signed in before that did not. Absent: whenever they did will do. */
  readonly begunAt?: Date;
  /** Claims that are looked up at the provider (UserInfo) where the ID token does not have them. */
  readonly wanted?: readonly string[];
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Who signed in. */
export interface SignedIn {
  /** The account's id in its directory. */
  readonly account: string;
  /** What the provider calls them; null: it does not say. */
  readonly name: string | null;
  /** Everything the provider says of them. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Seconds by which clocks may differ. */
const clockTolerance = 30;
/** Seconds from the sign-in to the answer. */
const freshness = 300;

/** Somebody came back, and it is not shown that they signed in afresh. */
export class NotSignedInError extends Error {
  override readonly name = 'NotSignedInError';
}

/** Sends browsers to the provider's own page and checks what they come back with: OpenID Connect Core 1.0, code flow with PKCE. */
export class IdentityProvider {
  readonly #options: IdentityProviderOptions;
  #discovered: Promise<openid.Configuration> | undefined;

  constructor(options: IdentityProviderOptions) {
    this.#options = options;
  }

  /** Where its pages are, as browsers write it. */
  get origin(): string {
    return new URL(this.#options.issuer).origin;
  }

  secrets(): SignInSecrets {
    const secret = () => randomBytes(32).toString('base64url');
    return { state: secret(), nonce: secret(), verifier: secret() };
  }

  /**
   * The provider's page.
   * @param maxAge seconds since they signed in there after which they do so again; 0: always. The provider then says when that was. Absent: whenever will do
   * @throws Error where the provider cannot be reached
   */
  async page(redirectUri: string, { state, nonce, verifier }: SignInSecrets, maxAge?: number): Promise<URL> {
    const openid = await library();
    return openid.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: redirectUri,
      scope: ['openid', 'profile', ...(this.#options.scopes ?? [])].join(' '),
      response_type: 'code',
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
      ...(maxAge === 0 ? { prompt: 'login' } : {}),
    });
  }

  /**
   * Who signed in.
   * @throws NotSignedInError where the answer is forged, somebody else's, or of a sign-in that is not fresh
   * @throws Error where the provider cannot be reached
   */
  async finish({ callback, state, nonce, verifier, begunAt, wanted = [] }: FinishOptions): Promise<SignedIn> {
    const configuration = await this.#configuration();
    const openid = await library();
    const tokens = await openid
      .authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(begunAt === undefined ? {} : { maxAge: freshness }),
      })
      .catch(refuse);
    const claims = await this.#claims(tokens, wanted).catch(refuse);
    const { claim } = this.#options;
    const account = claims[claim];
    if (typeof account !== 'string' || account === '')
      throw new NotSignedInError(`The ID token has no claim “${claim}”.`);
    const named = [claims.name, claims.preferred_username].find((one) => typeof one === 'string' && one !== '');
    const signedIn = { account, name: typeof named === 'string' ? named : null, claims };
    if (begunAt === undefined) return signedIn;
    const signedInAt = claims.auth_time;
    if (typeof signedInAt !== 'number' || signedInAt < begunAt.getTime() / 1000 - clockTolerance)
      throw new NotSignedInError('The sign-in is older than the request.');
    return signedIn;
  }

  /** What the ID token says; where something is wanted that it does not say, what UserInfo says of the same subject beside it. */
  async #claims(
    tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
    wanted: readonly string[],
  ): Promise<Readonly<Record<string, unknown>>> {
    const claims = tokens.claims();
    if (claims === undefined) throw new NotSignedInError('There is no ID token.');
    const configuration = await this.#configuration();
    const isWhole = wanted.every((claim) => Object.hasOwn(claims, claim));
    if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    const openid = await library();
    const more = await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub).catch((error: unknown) => {
      if (isOutage(error)) throw error;
      // It may be closed to us, or speak of somebody else: the ID token stands by itself.
      return {};
    });
    return { ...more, ...claims };
  }

  /** The provider's own description, read once it is needed; a failed reading is tried again. */
  #configuration(): Promise<openid.Configuration> {
    this.#discovered ??= this.#discover().catch((error: unknown) => {
      this.#discovered = undefined;
      throw error;
    });
    return this.#discovered;
  }

  async #discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret, fetch } = this.#options;
    const server = new URL(issuer);
    const openid = await library();
    return openid.discovery(
      server,
      clientId,
      { [openid.clockTolerance]: clockTolerance },
      clientSecret === undefined ? openid.None() : openid.ClientSecretPost(clientSecret),
      {
        [openid.customFetch]: (url, init) => fetch(url, init as RequestInit),
        execute: [
          // The signature is checked too, whatever TLS says of where the token came from.
          openid.enableNonRepudiationChecks,
          // In clear on this machine alone.
          ...(loopback.has(server.hostname) ? [openid.allowInsecureRequests] : []),
        ],
      },
    );
  }
}

function refuse(error: unknown): never {
  throw isOutage(error) ? error : new NotSignedInError((error as Error).message, { cause: error });
}

/** The provider did not answer, or answered with a fault of its own: that shows nothing of the person. */
function isOutage(error: unknown): boolean {
  const { code, status } = error as { readonly code?: unknown; readonly status?: unknown };
  if (code === 'OAUTH_RESPONSE_BODY_ERROR') return Number(status) >= 500;
  return error instanceof TypeError || error instanceof DOMException || code === 'OAUTH_TIMEOUT';
}
