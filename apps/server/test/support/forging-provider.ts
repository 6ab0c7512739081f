import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { client } from './open-id-provider.ts';

/** What is wrong with an ID token. */
export interface Forgery {
  readonly header?: Readonly<Record<string, unknown>>;
  /** Undefined: the claim is left out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signed?: 'well' | 'by another key' | 'by the public key as a secret' | 'not at all';
}

export interface ForgingProvider {
  readonly issuer: string;
  /** What the next ID token is like; `nonce` as the page was asked for. */
  forge(forgery: Forgery, nonce: string): void;
  close(): Promise<void>;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID provider that says what it is told to: a valid ID token of one account, with one thing wrong. */
export async function startForgingProvider(account: () => string): Promise<ForgingProvider> {
  const [own, other] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ];
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' };
  let next: { forgery: Forgery; nonce: string } = { forgery: {}, nonce: '' };

  const idToken = () => {
    const { forgery, nonce } = next;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: client.id, sub: account(), nonce, iat: now, exp: now + 300, auth_time: now };
    const signed = forgery.signed ?? 'well';
    const alg = {
      well: 'RS256',
      'by another key': 'RS256',
      'by the public key as a secret': 'HS256',
      'not at all': 'none',
    };
    const head = encode({ alg: alg[signed], typ: 'JWT', kid: 'own', ...forgery.header });
    const input = `${head}.${encode({ ...claims, ...forgery.claims })}`;
    const pem = own.publicKey.export({ type: 'spki', format: 'pem' });
    const signature =
      signed === 'not at all'
        ? ''
        : signed === 'by the public key as a secret'
          ? createHmac('sha256', pem).update(input).digest('base64url')
          : sign('sha256', Buffer.from(input), (signed === 'well' ? own : other).privateKey).toString('base64url');
    return `${input}.${signature}`;
  };

  const server = createServer((request, response) => {
    const answer = (body: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (new URL(request.url ?? '/', 'http://unused').pathname) {
      case '/.well-known/openid-configuration':
        return answer({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/keys':
        return answer({ keys: [jwk] });
      case '/token':
        return answer({ access_token: 'access', token_type: 'Bearer', id_token: idToken() });
      default:
        return response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    forge: (forgery, nonce) => {
      next = { forgery, nonce };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
