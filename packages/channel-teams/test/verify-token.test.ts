import { generateKeyPairSync } from 'node:crypto';
import { ConnectorError, UnavailableError } from '@access-account/contract';
import { fakeCall, fakeClock } from '@access-account/testkit';
import { type JWTPayload, SignJWT } from 'jose';
import type { SigningKey, SigningKeys } from '../src/guard/signing-keys.ts';
import { verifyToken } from '../src/guard/verify-token.ts';

const issuer = 'https://api.botframework.test';
const audience = '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0001';
const serviceUrl = 'https://smba.trafficmanager.test/emea/';
const clock = fakeClock();
const now = Math.floor(clock.now().getTime() / 1000);

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = await crypto.subtle.importKey(
  'jwk',
  ours.publicKey.export({ format: 'jwk' }),
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  true,
  ['verify'],
);

/** The issuer’s keys: one for Teams, and the same for another channel alone. */
function keysOf(known: Readonly<Record<string, readonly string[]>> = { k1: ['skype', 'msteams'], k2: ['skype'] }) {
  const asked: string[] = [];
  const keys: Pick<SigningKeys, 'get'> = {
    get: async (id): Promise<SigningKey | undefined> => {
      asked.push(id);
      return known[id] === undefined ? undefined : { key: publicKey, endorsements: known[id] };
    },
  };
  return { keys: keys as SigningKeys, asked };
}

interface Signed {
  readonly claims?: JWTPayload;
  readonly without?: readonly string[];
  readonly header?: { readonly alg?: string; readonly kid?: string };
  readonly key?: Parameters<SignJWT['sign']>[0];
}

function tokenOf({ claims = {}, without = [], header = {}, key = ours.privateKey }: Signed = {}): Promise<string> {
  const good = { iss: issuer, aud: audience, nbf: now - 60, exp: now + 3600, serviceurl: serviceUrl, ...claims };
  const payload = Object.fromEntries(Object.entries(good).filter(([name]) => !without.includes(name)));
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);
}

const verify = (authorization: string | null, keys = keysOf().keys) => {
  const headers = new Map(authorization === null ? [] : [['authorization', authorization]]);
  return verifyToken({ request: { headers }, keys, issuer, audience, clock, call: fakeCall() });
};
const verifyOf = async (signed: Signed, keys?: SigningKeys) => verify(`Bearer ${await tokenOf(signed)}`, keys);

test('a good one says which service it speaks for (K)', async () => {
  expect(await verifyOf({})).toEqual({ serviceUrl });
});

test.each<[string, Signed]>([
  ['of another issuer', { claims: { iss: 'https://sts.windows.test' } }],
  ['for another application', { claims: { aud: 'another' } }],
  ['for several applications, us among them', { claims: { aud: [audience, 'another'] } }],
  ['for a list of us alone', { claims: { aud: [audience] } }],
  ['that is over, by more than clocks may differ', { claims: { exp: now - 301 } }],
  ['that is not good yet, by more than clocks may differ', { claims: { nbf: now + 301 } }],
  ['without an end', { without: ['exp'] }],
  ['without a beginning', { without: ['nbf'] }],
  ['without a service', { without: ['serviceurl'] }],
  ['whose service is no address', { claims: { serviceurl: 7 } }],
  ['without an issuer', { without: ['iss'] }],
  ['without an audience', { without: ['aud'] }],
  ['signed by somebody else', { key: theirs.privateKey }],
  ['signed with a key that only another channel may use', { header: { kid: 'k2' } }],
  ['signed with a key that nobody knows', { header: { kid: 'k3' } }],
  ['signed by another algorithm', { header: { alg: 'PS256' } }],
  ['signed with a secret', { header: { alg: 'HS256' }, key: new Uint8Array(32).fill(7) }],
])('one %s is not believed (K)', async (_, signed) => {
  expect(await verifyOf(signed)).toBeUndefined();
});

test.each<[string, Signed]>([
  ['that ended as long ago as clocks may differ', { claims: { exp: now - 299 } }],
  ['that begins as soon as clocks may differ', { claims: { nbf: now + 299 } }],
])('one %s is (K)', async (_, signed) => {
  expect(await verifyOf(signed)).toEqual({ serviceUrl });
});

test('one that names no key is not believed, and nobody is asked for one (K)', async () => {
  const { keys, asked } = keysOf({ undefined: ['msteams'] });
  const token = await new SignJWT({ iss: issuer, aud: audience, nbf: now, exp: now + 60, serviceurl: serviceUrl })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(ours.privateKey);
  expect(await verify(`Bearer ${token}`, keys)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('what is no token is not looked at: no key is asked for (K)', async () => {
  const token = await tokenOf();
  const [header = '', payload = '', signature = ''] = token.split('.');
  const long = await tokenOf({ claims: { filler: 'x'.repeat(8192) } });
  for (const other of [
    null,
    '',
    token,
    `Bearer`,
    `bearer ${token}`,
    `xBearer ${token}`,
    `Bearer ${token} x`,
    `Bearer ${token}.x`,
    `Bearer  ${token}`,
    `Bearer ${header}.${payload}`,
    `Bearer ${header}.${payload}.`,
    `Bearer ${header}.${payload}.${signature}=`,
    `Bearer ${long}`,
  ]) {
    const { keys, asked } = keysOf();
    expect(await verify(other, keys)).toBeUndefined();
    expect([other?.slice(0, 20), asked]).toEqual([other?.slice(0, 20), []]);
  }
});

test('one as long as may be is looked at, and none that is longer (K)', async () => {
  const names = ['k1', 'k11', 'k111'];
  const { keys } = keysOf(Object.fromEntries(names.map((kid) => [kid, ['msteams']])));
  const lengths = new Set<number>();
  for (const kid of names) {
    const bare = (await tokenOf({ header: { kid } })).length;
    const near = Math.floor(((8192 - bare) * 3) / 4) - 30;
    for (let size = near; size < near + 30; size += 1) {
      const token = await tokenOf({ header: { kid }, claims: { filler: 'x'.repeat(size) } });
      expect(await verify(`Bearer ${token}`, keys)).toEqual(token.length > 8192 ? undefined : { serviceUrl });
      lengths.add(token.length);
    }
  }
  expect([...lengths]).toEqual(expect.arrayContaining([8192, 8193]));
});

test('no bit of the signature can be another, not even one that counts for nothing (K)', async () => {
  const token = await tokenOf();
  // 256 bytes end with a letter of which two bits count.
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (const letter of letters) {
    if (letter === token.at(-1)) continue;
    expect(await verify(`Bearer ${token.slice(0, -1)}${letter}`)).toBeUndefined();
  }
});

test('a key that cannot be had is told, and not taken for a bad token (K)', async () => {
  const failing = {
    get: async () => {
      throw new UnavailableError({ system: 'teams', summary: 'Its keys cannot be had.', remedy: 'Wait.' });
    },
  } as Pick<SigningKeys, 'get'> as SigningKeys;
  const error = await verifyOf({}, failing).catch((thrown: unknown) => thrown);
  expect(ConnectorError.isInstance(error)).toBe(true);
});
