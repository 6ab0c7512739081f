import { createPublicKey, type KeyObject, randomUUID, verify } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import type { FakeAnswer } from './fake-answers.ts';

export interface FakeApp {
  readonly clientId: string;
  readonly publicKey: KeyObject;
  /** What it is granted under "Okta API Scopes". */
  readonly scopes: ReadonlySet<string>;
  /** `none`: it sees nobody. `read-only`: it changes nothing. */
  readonly role: 'none' | 'read-only' | 'help-desk';
}

export interface FakeGrant {
  readonly app: Pick<FakeApp, 'role'>;
  /** null: everything, as an API token of an administrator. */
  readonly scope: string | null;
}

interface Token extends FakeGrant {
  readonly until: number;
}

/** Seconds. */
const lifetime = 3600;

/** The org authorization server: client credentials with `private_key_jwt`, and the tokens it gave. */
export class FakeTokens {
  readonly #clock: Clock;
  readonly #apps = new Map<string, FakeApp>();
  readonly #tokens = new Map<string, Token>();
  readonly #seen = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addApp(app: FakeApp): void {
    this.#apps.set(app.clientId, app);
  }

  addApiToken(token: string): void {
    this.#tokens.set(token, { app: { role: 'help-desk' }, scope: null, until: Number.POSITIVE_INFINITY });
  }

  /** @param audience the address of the endpoint. */
  issue(body: string, audience: string): FakeAnswer {
    const form = new URLSearchParams(body);
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    if (form.get('grant_type') !== 'client_credentials') return refused(400, 'unsupported_grant_type');
    if (form.get('client_assertion_type') !== type) return refused(401, 'invalid_client');
    const app = this.#authenticate(form.get('client_assertion') ?? '', audience);
    if (app === undefined) return refused(401, 'invalid_client');
    const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean);
    if (scopes.length === 0 || scopes.some((scope) => !app.scopes.has(scope))) return refused(400, 'invalid_scope');
    const token = randomUUID();
    const until = this.#clock.now().getTime() + lifetime * 1000;
    this.#tokens.set(token, { app, scope: scopes.join(' '), until });
    const said = { token_type: 'Bearer', expires_in: lifetime, access_token: token, scope: scopes.join(' ') };
    return { status: 200, body: said };
  }

  /** Who asks; undefined: nobody we know. */
  grantOf(authorization: string | undefined): FakeGrant | undefined {
    const [scheme, token = ''] = (authorization ?? '').split(' ');
    const found = this.#tokens.get(token);
    const isFitting = found !== undefined && (found.scope === null ? scheme === 'SSWS' : scheme === 'Bearer');
    return isFitting && this.#clock.now().getTime() < found.until ? found : undefined;
  }

  #authenticate(assertion: string, audience: string): FakeApp | undefined {
    const [header = '', claims = '', signature = ''] = assertion.split('.');
    try {
      const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string };
      const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
      const app = this.#apps.get(String(said.sub));
      const now = this.#clock.now().getTime() / 1000;
      const isTimely = Number(said.exp) > now && Number(said.exp) <= now + 3600 && Number(said.iat) <= now + 300;
      if (app === undefined || said.iss !== said.sub || said.aud !== audience || !isTimely) return undefined;
      if (typeof said.jti !== 'string' || this.#seen.has(said.jti)) return undefined;
      const key = { key: app.publicKey, dsaEncoding: 'ieee-p1363' as const };
      const isSigned = verify(
        `sha${alg.slice(2)}`,
        Buffer.from(`${header}.${claims}`),
        key,
        Buffer.from(signature, 'base64url'),
      );
      if (!isSigned) return undefined;
      this.#seen.add(said.jti);
      return app;
    } catch {
      return undefined;
    }
  }
}

export function refused(status: number, error: string): FakeAnswer {
  return { status, body: { error, error_description: 'The client is refused, in words that nobody should rely on.' } };
}

export function publicKeyOf(privateKey: string): KeyObject {
  return createPublicKey(privateKey);
}
