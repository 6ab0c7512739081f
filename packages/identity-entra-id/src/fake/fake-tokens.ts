import { constants, type KeyObject, randomUUID, verify } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import type { FakeAnswer } from './fake-answers.ts';

export interface FakeApp {
  readonly clientId: string;
  /** Application permissions with admin consent. */
  readonly permissions: ReadonlySet<string>;
  readonly proof:
    | { readonly kind: 'secret'; readonly clientSecret: string }
    | { readonly kind: 'certificate'; readonly publicKey: KeyObject; readonly thumbprint: string };
}

/** Seconds. */
const lifetime = 3599;

/** The token endpoint of one tenant: client credentials by secret or by certificate, and the tokens it gave. */
export class FakeTokens {
  readonly #clock: Clock;
  readonly #apps = new Map<string, FakeApp>();
  readonly #tokens = new Map<string, { readonly app: FakeApp; readonly until: number }>();
  readonly #seen = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addApp(app: FakeApp): void {
    this.#apps.set(app.clientId, app);
  }

  /** @param audience the address of the endpoint. */
  issue(body: string, { audience, graphUrl }: { readonly audience: string; readonly graphUrl: string }): FakeAnswer {
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials') {
      return refused({ error: 'unsupported_grant_type', detail: 'AADSTS70003' });
    }
    if (form.get('scope') !== `${graphUrl}/.default`) return refused({ error: 'invalid_scope', detail: 'AADSTS70011' });
    const app = this.#apps.get(form.get('client_id') ?? '');
    if (app === undefined) return refused({ error: 'unauthorized_client', detail: 'AADSTS700016' });
    if (app.proof.kind === 'secret') {
      if (form.get('client_secret') !== app.proof.clientSecret) {
        return refused({ error: 'invalid_client', detail: 'AADSTS7000215' });
      }
    } else if (!this.#isSigned(form, app, audience)) {
      return refused({ error: 'invalid_client', detail: 'AADSTS700027' });
    }
    const now = this.#clock.now().getTime();
    const token = jwtOf({ aud: graphUrl, appid: app.clientId, roles: [...app.permissions], uti: randomUUID() });
    this.#tokens.set(token, { app, until: now + lifetime * 1000 });
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: token },
    };
  }

  /** Who asks; undefined: nobody we know. */
  appOf(authorization: string | undefined): FakeApp | undefined {
    const [scheme, token = ''] = (authorization ?? '').split(' ');
    const found = this.#tokens.get(token);
    const isGood = scheme === 'Bearer' && found !== undefined && this.#clock.now().getTime() < found.until;
    return isGood ? found.app : undefined;
  }

  #isSigned(form: URLSearchParams, { clientId, proof }: FakeApp, audience: string): boolean {
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    if (proof.kind !== 'certificate' || form.get('client_assertion_type') !== type) return false;
    const [header = '', claims = '', signature = ''] = (form.get('client_assertion') ?? '').split('.');
    try {
      const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
      const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
      const now = this.#clock.now().getTime() / 1000;
      const isTimely = Number(said.exp) > now && Number(said.nbf) <= now + 300;
      const isOurs = said.iss === clientId && said.sub === clientId && said.aud === audience && isTimely;
      const isNamed = head.alg === 'PS256' && head['x5t#S256'] === proof.thumbprint;
      if (!isOurs || !isNamed || typeof said.jti !== 'string' || this.#seen.has(said.jti)) return false;
      this.#seen.add(said.jti);
      const key = { key: proof.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
      return verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'));
    } catch {
      return false;
    }
  }
}

export function refused({ error, detail }: { readonly error: string; readonly detail: string }): FakeAnswer {
  const description = `${detail}: The client is refused, in words that nobody should rely on.`;
  return {
    status: error === 'invalid_client' ? 401 : 400,
    body: { error, error_description: description, error_codes: [Number(detail.slice('AADSTS'.length))] },
  };
}

function jwtOf(claims: object): string {
  const [header, payload] = [{ typ: 'JWT', alg: 'RS256' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${header}.${payload}.signature`;
}
