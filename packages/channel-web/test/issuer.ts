import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

/** What differs from a good ID token. */
export interface TokenDifferences {
  readonly header?: Readonly<Record<string, unknown>>;
  /** Undefined: the claim is left out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signed?: 'well' | 'by another key' | 'by the public key as a secret' | 'not at all';
}

export interface Issuer {
  readonly issuer: string;
  readonly clientId: string;
  /** What its endpoints answer. */
  readonly fetch: typeof globalThis.fetch;
  /** How often a code was brought. */
  readonly codes: () => number;
  token(nonce: string, differences?: TokenDifferences): string;
  /** The ID token that the next code brings. */
  give(token: string): void;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const algorithms = {
  well: 'RS256',
  'by another key': 'RS256',
  'by the public key as a secret': 'HS256',
  'not at all': 'none',
} as const;

/** An OpenID provider without a server, whose ID tokens are what the test makes of them. */
export function forgingIssuer(): Issuer {
  const issuer = 'https://login.acme.test';
  const clientId = 'chat';
  const [own, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  if (own === undefined || other === undefined) throw new Error('There are no keys.');
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' };
  let next = '';
  let codes = 0;
  const answers: Readonly<Record<string, () => unknown>> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/keys': () => ({ keys: [jwk] }),
    '/token': () => {
      codes += 1;
      return { access_token: 'access', token_type: 'Bearer', id_token: next };
    },
  };
  return {
    issuer,
    clientId,
    codes: () => codes,
    fetch: async (input) => {
      const { href } = input instanceof Request ? new URL(input.url) : new URL(input);
      const answer = answers[new URL(href).pathname];
      return answer === undefined ? new Response(null, { status: 404 }) : Response.json(answer());
    },
    token: (nonce, { header, claims, signed = 'well' } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const head = encode({ alg: algorithms[signed], typ: 'JWT', kid: 'own', ...header });
      const body = { iss: issuer, aud: clientId, sub: '00u1', nonce, iat: now, exp: now + 300, ...claims };
      const input = `${head}.${encode(body)}`;
      const by = (key: typeof own.privateKey) => sign('sha256', Buffer.from(input), key).toString('base64url');
      const pem = own.publicKey.export({ type: 'spki', format: 'pem' });
      const signatures = {
        well: () => by(own.privateKey),
        'by another key': () => by(other.privateKey),
        'by the public key as a secret': () => createHmac('sha256', pem).update(input).digest('base64url'),
        'not at all': () => '',
      };
      return `${input}.${signatures[signed]()}`;
    },
    give: (token) => {
      next = token;
    },
  };
}
