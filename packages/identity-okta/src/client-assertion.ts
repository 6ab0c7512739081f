import { createPrivateKey, type JsonWebKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import { ConfigurationInvalidError } from '@access-account/contract';

/** A key with the JWS algorithm (RFC 7518) that fits it. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly algorithm: 'RS256' | 'ES256' | 'ES384' | 'ES512';
  readonly keyId: string | undefined;
}

const curves = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' } as const;
const digests = { RS256: 'sha256', ES256: 'sha256', ES384: 'sha384', ES512: 'sha512' } as const;

export interface ReadSigningKeyOptions {
  readonly system: string;
  /** PEM or JWK. */
  readonly text: string;
  readonly keyId: string | undefined;
}

/** @throws ConfigurationInvalidError when it is no private key that Okta takes. */
export function readSigningKey({ system, text, keyId }: ReadSigningKeyOptions): SigningKey {
  const remedy = 'Let privateKey be an RSA or EC private key as PEM (PKCS #8) or JWK.';
  try {
    const isJwk = text.trimStart().startsWith('{');
    const jwk = isJwk ? (JSON.parse(text) as JsonWebKey) : undefined;
    const key = jwk === undefined ? createPrivateKey(text) : createPrivateKey({ key: jwk, format: 'jwk' });
    const ownId = typeof jwk?.kid === 'string' ? jwk.kid : undefined;
    const algorithm = algorithmOf(key);
    if (algorithm !== undefined) return { key, algorithm, keyId: keyId ?? ownId };
  } catch {
    // The cause is left out: parsers quote what they could not read.
    throw new ConfigurationInvalidError({ system, summary: 'The private key cannot be read.', remedy });
  }
  throw new ConfigurationInvalidError({ system, summary: 'The private key is of a kind Okta does not take.', remedy });
}

function algorithmOf(key: KeyObject): SigningKey['algorithm'] | undefined {
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  const curve = key.asymmetricKeyDetails?.namedCurve;
  return curve !== undefined && curve in curves ? curves[curve as keyof typeof curves] : undefined;
}

export interface ClientAssertionOptions {
  readonly signingKey: SigningKey;
  readonly clientId: string;
  /** The token endpoint. */
  readonly audience: string;
  readonly now: Date;
}

/** Seconds; Okta takes an hour at most. */
const lifetime = 300;

/** A signed JWT by which the service app shows who it is (RFC 7523, `private_key_jwt`). */
export function clientAssertion({ signingKey, clientId, audience, now }: ClientAssertionOptions): string {
  const { key, algorithm, keyId } = signingKey;
  const issuedAt = Math.floor(now.getTime() / 1000);
  const header = { alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    iat: issuedAt,
    exp: issuedAt + lifetime,
    jti: randomUUID(),
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign(digests[algorithm], Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
