import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { golden, growsLinearly } from '../../../tooling/testing/index.ts';
import { composeRaw } from '../src/fake/index.ts';
import { readMail, type Unread, type WrittenMail } from '../src/read/read-mail.ts';
import { stripHistory } from '../src/read/strip-history.ts';

const folder = new URL('mails/', import.meta.url);
const own = 'help@acme.test';
const read = (source: Uint8Array | string, authenticationServer?: string) =>
  readMail({ source: Buffer.from(source), ownAddress: own, authenticationServer });
const textOf = (mail: WrittenMail | Unread) => (typeof mail === 'string' ? `(${mail})` : mail.text);

test('of mails in seven languages, what somebody wrote themselves is read: no quotation, signature or disclaimer (I)', async () => {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .toSorted();
  expect(new Set(names.map((name) => name.slice(0, 2)))).toEqual(new Set(['de', 'en', 'es', 'fr', 'it', 'ja', 'pt']));
  const texts: Record<string, string> = {};
  for (const name of names) texts[name] = textOf(await read(readFileSync(new URL(name, folder))));
  expect(texts).toEqual(golden(new URL('mails/read.json', import.meta.url), texts));
});

const automatic: readonly Readonly<Record<string, string>>[] = [
  { 'Auto-Submitted': 'auto-replied' },
  { 'Auto-Submitted': 'auto-generated (vacation)' },
  { 'Auto-Submitted': 'auto-notified' },
  { Precedence: 'bulk' },
  { Precedence: 'Junk' },
  { Precedence: 'list' },
  { 'Return-Path': '<>' },
  { 'Return-Path': '< >' },
  { 'List-Id': '<all.acme.test>' },
  { 'List-Unsubscribe': '<https://acme.test>' },
  { 'X-Auto-Response-Suppress': 'OOF' },
  { 'X-Autoreply': 'yes' },
];

test.each(automatic)('what a machine wrote is left: %j (K)', async (headers) => {
  expect(await read(await composeRaw({ from: 'alex@acme.test', to: own, text: 'yes', headers }))).toBe('automatic');
});

test.each([own, 'HELP@ACME.TEST', 'mailer-daemon@acme.test', 'postmaster@acme.test', 'no-reply@acme.test'])(
  'nobody is answered who is a machine: %s (I)',
  async (from) => expect(await read(await composeRaw({ from, to: own, text: 'yes' }))).toBe('automatic'),
);

test('Auto-Submitted: no is a person (I)', async () => {
  const mail = await composeRaw({ from: 'alex@acme.test', to: own, text: 'yes', headers: { 'Auto-Submitted': 'no' } });
  expect(textOf(await read(mail))).toBe('yes');
});

test('a mail from nobody, from two, or with two From is left (I)', async () => {
  const mails = [
    'To: help@acme.test\r\n\r\nyes',
    'From: alex@acme.test\r\nFrom: ceo@acme.test\r\n\r\nyes',
    'From: alex@acme.test, ceo@acme.test\r\n\r\nyes',
    'From: everybody: alex@acme.test;\r\n\r\nyes',
    'From: nobody\r\n\r\nyes',
    'From: ａlex@acme.test\r\n\r\nyes',
    'From:\r\n\r\nyes',
  ];
  for (const mail of mails) expect([mail, await read(mail)]).toEqual([mail, 'no-sender']);
});

test('the name beside an address says nothing (I)', async () => {
  const mail = await read('From: "ceo@acme.test" <mallory@evil.test>\r\n\r\nyes');
  expect(mail).toMatchObject({ from: 'mallory@evil.test' });
});

test('copies of a mail have one id, and whoever copies its Message-ID has another (I)', async () => {
  const of = async (from: string, text: string) => {
    const mail = await read(`From: ${from}\r\nMessage-ID: <1@acme.test>\r\n\r\n${text}`);
    return typeof mail === 'string' ? mail : mail.id;
  };
  expect(await of('alex@acme.test', 'yes')).toBe(await of('Alex <ALEX@acme.test>', 'yes, again'));
  expect(await of('alex@acme.test', 'yes')).not.toBe(await of('mallory@acme.test', 'yes'));
});

describe('where Authentication-Results count', () => {
  const mail = (...results: readonly string[]) =>
    `${results.map((result) => `Authentication-Results: ${result}\r\n`).join('')}From: alex@acme.test\r\n\r\nyes`;
  const good =
    'mx.acme.test; spf=pass smtp.mailfrom=acme.test; dkim=pass header.d=acme.test; dmarc=pass (p=reject) header.from=acme.test';

  test('a mail that passes DMARC is read (I)', async () => {
    expect(textOf(await read(mail(good), 'mx.acme.test'))).toBe('yes');
    expect(textOf(await read(mail(good, 'mx.evil.test; dmarc=fail'), 'MX.acme.test'))).toBe('yes');
  });

  test.each([
    [[]],
    [['mx.evil.test; dmarc=pass header.from=acme.test']],
    [['mx.evil.test; spf=pass', good]],
    [['mx.acme.test; dmarc=fail header.from=acme.test']],
    [['mx.acme.test; dmarc=fail (dmarc=pass) header.from=acme.test']],
    [['mx.acme.test; dmarc=none', good]],
    [['mx.acme.test; dmarc=pass header.from=evil.test']],
    [['mx.acme.test; spf=pass; x-dmarc=pass']],
    [['mx.acme.test; dmarc=fail; dmarc=pass']],
    [['mx.acme.test.evil.test; dmarc=pass header.from=acme.test']],
    [['(mx.acme.test) mx.evil.test; dmarc=pass header.from=acme.test']],
    [['mx.acme.test']],
  ])('and nobody reads what does not: %j (I)', async (results) => {
    expect(await read(mail(...results), 'mx.acme.test')).toBe('unauthenticated');
  });
});

test('a mail of ten megabytes is read by its beginning, and one that breaks off in the middle too (I)', async () => {
  const mail = await composeRaw({
    from: 'alex@acme.test',
    to: own,
    text: 'unlock my account',
    attachments: [{ filename: 'screen.png', content: Buffer.alloc(7_500_000, 7) }],
  });
  expect(mail.length).toBeGreaterThan(10_000_000);
  expect(textOf(await read(mail.subarray(0, 512 * 1024)))).toBe('unlock my account');
  const text = Buffer.from(`From: alex@acme.test\r\n\r\nunlock my account ${'a '.repeat(1_000_000)}`);
  expect(textOf(await read(text))).toHaveLength(20_000);
});

test('whatever is done to a mail, reading it ends, breaks nothing and makes nobody else of the sender (I)', async () => {
  const base = await composeRaw({
    from: 'Alex <alex@acme.test>',
    to: own,
    subject: 'Grüße, 日本',
    text: 'unlock my account – schnell',
    html: '<p>unlock <b>my</b> account</p><blockquote>On Monday we wrote:</blockquote>',
    attachments: [{ filename: 'a.txt', content: 'text' }],
  });
  const mutation = fc.oneof(
    fc.record({ kind: fc.constant('flip'), at: fc.nat(base.length - 1), byte: fc.nat(255) }),
    fc.record({ kind: fc.constant('cut'), at: fc.nat(base.length - 1), byte: fc.nat(400) }),
    fc.record({ kind: fc.constant('double'), at: fc.nat(base.length - 1), byte: fc.nat(400) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 8 }), async (mutations) => {
      let mail = Buffer.from(base);
      for (const { kind, at, byte } of mutations) {
        if (kind === 'flip' && at < mail.length) mail[at] = byte;
        if (kind === 'cut') mail = Buffer.concat([mail.subarray(0, at), mail.subarray(at + byte)]);
        if (kind === 'double') mail = Buffer.concat([mail.subarray(0, at + byte), mail.subarray(at)]);
      }
      const result = await read(mail);
      if (typeof result !== 'string') {
        expect(result.from).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$/);
        expect(result.text.length).toBeLessThanOrEqual(20_502);
      }
    }),
    { numRuns: 300 },
  );
});

const over = (part: string) => (length: number) => part.repeat(Math.ceil(length / part.length));
const hostile: Readonly<Record<string, (length: number) => string>> = {
  'a line of @ after a date': (length) => `2020-01-01<${over('@')(length)}`,
  'a line of @ after a bracket': (length) => `<${over('@')(length)}`,
  'a line of brackets': over('<@'),
  'blanks within a line': (length) => `a${over(' ')(length)}x`,
  'blanks before a line': (length) => `${over(' ')(length)}x`,
  'lines that each begin a disclaimer': over('This message \n'),
  'paragraphs that each begin one': over('This message\n\n'),
  'lines that each begin an attribution': over('On Monday we\n'),
  'quotations of quotations': over('>'),
};

test.each(Object.entries(hostile))('%s is read in linear time (I)', (_, text) => {
  for (const isAnswer of [true, false]) {
    expect(growsLinearly({ read: (written) => stripHistory(written, isAnswer), text })).toBe(true);
  }
});

test('a line too long to be a mark of a mail program stays what somebody wrote, and a long disclaimer goes (I)', async () => {
  const long = `On ${'a '.repeat(600)}wrote:`;
  expect(textOf(await read(`From: alex@acme.test\r\n\r\n${long}`))).toBe(long);
  const disclaimer = `This message is for its addressee. ${'Read it twice. '.repeat(100)}It is confidential.`;
  expect(textOf(await read(`From: alex@acme.test\r\n\r\nunlock me\r\n\r\n${disclaimer}`))).toBe('unlock me');
});
