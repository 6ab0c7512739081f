import { constants, createHmac, generateKeyPairSync, type KeyObject, sign as signed } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import type { Json } from './json.ts';

export interface FakeKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly endorsements: readonly string[] | undefined;
}

export function newKey(kid: string, endorsements?: readonly string[]): FakeKey {
  return { kid, endorsements, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

/** A JSON Web Token, right or wrong, as it is told. */
export interface JwtOptions {
  readonly header: Json;
  readonly payload: Json | string;
  readonly key: KeyObject | string;
}

export function jwt({ header, payload, key }: JwtOptions): string {
  const encode = (value: Json | string) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signature(String(header.alg), input, key).toString('base64url')}`;
}

function signature(algorithm: string, input: string, key: KeyObject | string): Buffer {
  if (algorithm === 'none') return Buffer.alloc(0);
  if (typeof key === 'string') return createHmac('sha256', key).update(input).digest();
  const padding = algorithm.startsWith('PS') ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return signed(algorithm.endsWith('512') ? 'sha512' : 'sha256', Buffer.from(input), { key, padding });
}

/** The Bot Connector’s keys, and what it signs with them. */
export class FakeSigner {
  readonly issuer = 'https://api.botframework.com';
  readonly key = newKey('teams-1', ['msteams', 'webchat', 'skype']);
  /** Signs for the web chat channel alone. */
  readonly otherChannel = newKey('webchat-1', ['webchat']);
  keys: readonly FakeKey[] = [this.key, this.otherChannel];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds since 1970. */
  get now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }

  claims(audience: string, serviceUrl: string): Json {
    return { iss: this.issuer, aud: audience, serviceurl: serviceUrl, nbf: this.now - 300, exp: this.now + 3300 };
  }

  sign(
    payload: Json | string,
    { key = this.key, header = {} }: { readonly key?: FakeKey; readonly header?: Json } = {},
  ): string {
    return jwt({
      header: { alg: 'RS256', kid: key.kid, typ: 'JWT', x5t: key.kid, ...header },
      payload,
      key: key.privateKey,
    });
  }

  /** What the issuer publishes. */
  jwks(): Json {
    return {
      keys: this.keys.map(({ kid, publicKey, endorsements }) => ({
        ...publicKey.export({ format: 'jwk' }),
        use: 'sig',
        kid,
        x5t: kid,
        ...(endorsements === undefined ? {} : { endorsements }),
      })),
    };
  }
}
