import { constants, generateKeyPairSync, verify } from 'node:crypto';
import { inspect } from 'node:util';
import { assertRejectsWith } from '@access-account/testkit';
import { clientAssertion, readClientCertificate } from '../src/client-certificate.ts';
import { fakeCertificate } from '../src/fake/fake-certificate.ts';

const system = 'Entra';
const now = new Date('2026-01-15T09:00:00Z');
const ends = new Date('2027-01-15T09:00:00Z');
const made = fakeCertificate(now, ends);

test('an assertion says what Microsoft checks: who, for whom, for how long, and by which certificate', () => {
  const certificate = readClientCertificate({ system, ...made });
  expect(certificate.validTo).toEqual(ends);
  const audience = 'https://login.microsoftonline.com/acme/oauth2/v2.0/token';
  const assertion = () => clientAssertion({ certificate, clientId: 'app', audience, now });
  const [header = '', claims = '', signature = ''] = assertion().split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  expect(json(header)).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': made.thumbprint });
  const at = now.getTime() / 1000;
  expect(json(claims)).toMatchObject({ iss: 'app', sub: 'app', aud: audience, iat: at, nbf: at, exp: at + 300 });
  const key = { key: made.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(json(assertion().split('.')[1] ?? '').jti).not.toBe(json(claims).jti);
});

const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
  (key as Exclude<typeof key, string>).export({ type: 'pkcs8', format: 'pem' }).toString();

test.each([
  ['no certificate', { certificate: 'not a secret-part' }],
  ['no key', { privateKey: 'not a secret-part' }],
  ['the key of another certificate', { privateKey: fakeCertificate(now, ends).privateKey }],
  ['a key that is not RSA', { privateKey: pem(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey) }],
])('%s is a configuration that cannot work, and nothing of it is told', async (_, differences) => {
  const read = async () => readClientCertificate({ system, ...made, ...differences });
  const error = await assertRejectsWith('configuration-invalid', read);
  expect(inspect(error, { depth: 9 })).not.toContain('secret-part');
});
