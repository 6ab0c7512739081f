import { createSecretKey, type KeyObject } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadKeys, mac } from '../src/storage/keys.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'access-account-keys-'));
const exported = (key: KeyObject) => key.export().toString('base64url');

test('a generated one is kept, and only its owner can read it', () => {
  const dataDirectory = join(temporary(), 'data', 'of-a-new-installation');
  const first = loadKeys({ key: 'generated', dataDirectory });
  expect(loadKeys({ key: 'generated', dataDirectory })).toEqual(first);
  expect(statSync(dataDirectory).mode & 0o777).toBe(0o700);
  expect(readdirSync(dataDirectory)).toEqual(['master.key']);
  expect(statSync(join(dataDirectory, 'master.key')).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(join(dataDirectory, 'master.key'), 'utf8'), 'base64')).toHaveLength(48);
});

test('every installation has another', () => {
  const audits = [temporary(), temporary()].map((dataDirectory) => loadKeys({ key: 'generated', dataDirectory }).audit);
  expect(new Set(audits.map(exported)).size).toBe(2);
});

test('a key file that ends with a line break is the same key', () => {
  const dataDirectory = temporary();
  const { audit } = loadKeys({ key: 'generated', dataDirectory });
  const file = join(dataDirectory, 'master.key');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n`);
  expect(exported(loadKeys({ key: 'generated', dataDirectory }).audit)).toBe(exported(audit));
});

test('one that is there is left as it is, and nothing is written beside it', () => {
  const dataDirectory = temporary();
  const file = join(dataDirectory, 'master.key');
  writeFileSync(file, Buffer.alloc(48, 1).toString('base64'), { mode: 0o600 });
  const before = new Date('2026-01-01T00:00:00.000Z');
  utimesSync(dataDirectory, before, before);
  const { audit } = loadKeys({ key: 'generated', dataDirectory });
  expect(exported(audit)).toBe('O2wOGtPml9q0OAXJsUmQ8yZjvtQd_0IinJLAFgDaQic');
  expect(statSync(dataDirectory).mtime).toEqual(before);
  expect(readFileSync(file, 'utf8')).toBe(Buffer.alloc(48, 1).toString('base64'));
});

test('where somebody else makes it in the same moment, theirs is the one, and no second one stays', () => {
  const dataDirectory = temporary();
  // It is there for whoever links, and not yet for whoever looks.
  symlinkSync(join(dataDirectory, 'not-there-yet'), join(dataDirectory, 'master.key'));
  expect(() => loadKeys({ key: 'generated', dataDirectory })).toThrow('ENOENT');
  expect(readdirSync(dataDirectory)).toEqual(['master.key']);
});

test.each([0o640, 0o604, 0o620, 0o601, 0o666])('one that others can use (%o) is refused, with the remedy', (mode) => {
  const dataDirectory = temporary();
  const file = join(dataDirectory, 'master.key');
  writeFileSync(file, Buffer.alloc(48).toString('base64'), { mode: 0o600 });
  chmodSync(file, mode);
  expect(() => loadKeys({ key: 'generated', dataDirectory })).toThrow(
    expect.objectContaining({ message: expect.stringContaining(`${file} can be read by others.`) as string }) as Error,
  );
  expect(() => loadKeys({ key: 'generated', dataDirectory })).toThrow(`chmod 600 ${file}`);
});

test('one that is too short is refused, with the remedy; nothing is generated in its place', () => {
  const dataDirectory = temporary();
  const short = () => loadKeys({ key: 'k'.repeat(31), dataDirectory });
  expect(short).toThrow('The audit key is shorter than 32 characters.');
  expect(short).toThrow('Generate one, for example with `openssl rand -base64 48`, and refer to it as audit.key.');
  expect(existsSync(join(dataDirectory, 'master.key'))).toBe(false);
});

test('what was sealed and what is out on buttons stays good: a key of one’s own gives the same keys in every release', () => {
  const keys = loadKeys({ key: 'k'.repeat(32), dataDirectory: temporary() });
  expect(Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, exported(key)]))).toEqual({
    audit: 'k9F_5gW7_Kd-4naJJ0-C93MeKYvya-bY8s5K9HOqjmM',
    choiceToken: '7MlpFss3xv2NYxGw9kl4CIyWPXt4jeoJCZA7rymbo6U',
    code: 'zBhvP_ZgjBaw3NZFCSWlEHo-zqnj5U-b6KYgzH_qPbM',
    consoleSignIn: 'ZG2_zQZdpF8ENyuflNHAPdJMD9xwTpJHOUq7wX_cRvI',
  });
});

describe('a MAC', () => {
  const key = createSecretKey(Buffer.alloc(32, 1));

  test('is HMAC-SHA-256 over the parts, each with its length in bytes before it', () => {
    // openssl dgst -sha256 -mac HMAC over `3:row2:ä`.
    expect(mac(key, 'row', 'ä')).toBe('eNzbW5qCAfZE8RB1ltRBd0-WTbF11O2Ctf4MQv8wUZ0');
  });

  test('of no two lists of parts is the same', () => {
    const parts = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(mac(key, ...one) === mac(key, ...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
    expect(mac(key, 'a', 'bc')).not.toBe(mac(key, 'ab', 'c'));
    expect(mac(key, '')).not.toBe(mac(key));
  });
});
