import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import { ConfigurationInvalidError } from '@access-account/contract';

/** @throws ConfigurationInvalidError when it is no RSA private key */
export function readPrivateKey(system: string, pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // The cause is left out: parsers quote what they could not read.
  }
  throw new ConfigurationInvalidError({
    system,
    summary: 'The private key cannot be used.',
    remedy: 'Let privateKey be an RSA private key as PEM (PKCS #8).',
  });
}

export interface JwtAssertionOptions {
  readonly key: KeyObject;
  readonly keyId: string;
  /** Issuer and audience in one, as ServiceNow wants it. */
  readonly clientId: string;
  readonly subject: string;
  readonly now: Date;
}

/** Seconds. */
const lifetime = 300;

/** A signed JWT as an authorization grant (RFC 7523, 2.1). */
export function jwtAssertion({ key, keyId, clientId, subject, now }: JwtAssertionOptions): string {
  const iat = Math.floor(now.getTime() / 1000);
  const header = { alg: 'RS256', typ: 'JWT', kid: keyId };
  const claims = { iss: clientId, aud: clientId, sub: subject, iat, exp: iat + lifetime, jti: randomUUID() };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}
