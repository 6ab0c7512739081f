import { generateKeyPairSync, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { assertRejectsWith } from '@access-account/testkit';
import { clientAssertion, readSigningKey } from '../src/client-assertion.ts';

const system = 'Okta';
const now = new Date('2026-01-15T09:00:00Z');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

const pemOf = (key: typeof rsa.privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const partsOf = (assertion: string) => {
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: json(header), claims: json(claims), signed: `${header}.${claims}`, signature };
};

test.each([
  ['an RSA key', rsa, 'RS256'],
  ['an EC key', curve, 'ES256'],
])('%s signs what Okta checks: who, for whom, and for how long', (_, { privateKey, publicKey }, algorithm) => {
  const signingKey = readSigningKey({ system, text: pemOf(privateKey), keyId: 'one' });
  const audience = 'https://acme.okta.com/oauth2/v1/token';
  const { header, claims, signed, signature } = partsOf(
    clientAssertion({ signingKey, clientId: '0oa1', audience, now }),
  );
  expect(header).toEqual({ alg: algorithm, typ: 'JWT', kid: 'one' });
  expect(claims).toMatchObject({ iss: '0oa1', sub: '0oa1', aud: audience, iat: now.getTime() / 1000 });
  expect(Number(claims.exp) - Number(claims.iat)).toBeLessThanOrEqual(3600);
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  expect(verify('sha256', Buffer.from(signed), key, Buffer.from(signature, 'base64url'))).toBe(true);
});

test('no two assertions are the same', () => {
  const signingKey = readSigningKey({ system, text: pemOf(curve.privateKey), keyId: undefined });
  const one = () => partsOf(clientAssertion({ signingKey, clientId: '0oa1', audience: 'any', now })).claims.jti;
  expect(one()).not.toBe(one());
});

test('a JWK brings its own key id, and the configuration’s goes first', () => {
  const text = JSON.stringify({ ...curve.privateKey.export({ format: 'jwk' }), kid: 'of the key' });
  expect(readSigningKey({ system, text, keyId: undefined }).keyId).toBe('of the key');
  expect(readSigningKey({ system, text, keyId: 'of the file' }).keyId).toBe('of the file');
});

test.each([
  ['no key', 'not a key'],
  ['a public key', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ['a kind Okta does not take', pemOf(generateKeyPairSync('ed25519').privateKey as typeof rsa.privateKey)],
  ['a broken JWK', '{"kty":"RSA","d":"secret-part"}'],
])('%s is a configuration that cannot work, and nothing of it is told', async (_, text) => {
  const error = await assertRejectsWith('configuration-invalid', async () =>
    readSigningKey({ system, text, keyId: undefined }),
  );
  expect(inspect(error, { depth: 9 })).not.toContain('secret-part');
});
