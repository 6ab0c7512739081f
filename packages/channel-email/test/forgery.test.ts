import { fakeClock, fakeContext, memoryStore } from '@access-account/testkit';
import fc from 'fast-check';
import { seededRandom } from '../../../tooling/testing/index.ts';
import { composeRaw, startEmailFake } from '../src/fake/index.ts';
import { readMail } from '../src/read/read-mail.ts';
import { listen, until } from './listener.ts';

/** Whatever somebody changes about a mail, it makes them nobody else, and what the organisation's server did not let pass is left. */
const own = 'help@acme.test';
const server = 'mx.acme.test';
const read = (source: Uint8Array | string) =>
  readMail({ source: Buffer.from(source), ownAddress: own, authenticationServer: server });
const runs = { numRuns: 300 };

const found = `${server}; dmarc=pass header.from=acme.test`;
const mail = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\nTo: ${own}\r\n\r\nunlock my account`;
const foundOn = (results: string, ...others: readonly string[]) =>
  mail(`Authentication-Results: ${results}`, 'From: alex@acme.test', ...others);

test('a good mail is read, by the name of its server in any case, with comments and breaks anywhere (K)', async () => {
  for (const results of [
    found,
    found.toUpperCase(),
    `${server} 1;\r\n\tspf=fail;\r\n\tdmarc = pass (p=reject; dis=none)\r\n\theader.from=acme.test`,
    `(by) ${server} (us); dmarc=pass`,
  ])
    expect(await read(foundOn(results))).toMatchObject({ from: 'alex@acme.test', text: 'unlock my account' });
});

test('a server that found something of one domain has found nothing of another, however the sender is written (K)', async () => {
  const part = fc.constantFrom(
    ...[
      'alex@acme.test',
      '<alex@acme.test>',
      '"alex@acme.test"',
      '(alex@acme.test)',
      'alex',
      'acme.test',
      '@',
      '<',
      '>',
    ],
    ...['mallory@evil.test', '<mallory@evil.test>', '"', '\\', '(', ')', ',', ';', ':', '%', '!', '.', ' ', '\t'],
    ...['\r\n ', '\r\n\t', '\0', '\u202e', '\u200b', '＠', 'ａ', '=?utf-8?q?alex=40acme=2Etest?=', 'undisclosed:;'],
    ...['=?utf-8?b?YWxleEBhY21lLnRlc3Q=?=', '<@acme.test,@evil.test:alex@evil.test>', 'xn--acme-.test', '\r\nFrom: '],
  );
  const header = fc.constantFrom('From', 'from', 'FROM', 'From ', 'Sender', 'Reply-To', 'Return-Path', 'Resent-From');
  const senders = fc.array(fc.tuple(header, fc.array(part, { maxLength: 8 })), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(senders, async (lines) => {
      const written = lines.map(([name, parts]) => `${name}: ${parts.join('')}`);
      const results = `Authentication-Results: ${server}; dmarc=pass header.from=evil.test`;
      const result = await read(mail(results, ...written));
      if (typeof result !== 'string') expect(result.from).toMatch(/^[\x21-\x7e]+@evil\.test$/);
      const isTwo = (written.join('\r\n').match(/^from:/gim)?.length ?? 0) > 1;
      if (isTwo) expect(result).toBe('no-sender');
    }),
    runs,
  );
});

test('no byte of what the server found can be another (K)', async () => {
  const [name, verdict] = [found.indexOf(server), found.indexOf('dmarc')];
  const places = [
    ...Array.from({ length: server.length }, (_, index) => name + index),
    ...Array.from({ length: 'dmarc=pass '.length }, (_, index) => verdict + index),
    ...Array.from({ length: 'acme.test'.length }, (_, index) => found.length - 1 - index),
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const raw = Buffer.from(foundOn(found), 'latin1');
      const index = at + 'Authentication-Results: '.length;
      const before = raw[index] ?? 0;
      raw[index] = before ^ by;
      const [was, is] = [before, before ^ by].map((byte) => String.fromCharCode(byte).toLowerCase());
      // Another case of a letter and another kind of blank say the same; so does an empty part.
      fc.pre(was !== is && !(was === ' ' && /[\s;]/.test(is ?? '')));
      expect(typeof (await read(raw))).toBe('string');
    }),
    { ...runs, examples: [10, 59].map((byte) => [found.indexOf('acme.test', verdict), 'a'.charCodeAt(0) ^ byte]) },
  );
});

test('whatever a sender writes about DKIM, SPF, DMARC and ARC, the server’s own line on top decides (K)', async () => {
  const bad = fc.constantFrom(
    ...['dmarc=fail', 'dmarc=none', 'dmarc=temperror', 'dmarc=permerror', 'dmarc=fail (dmarc=pass)', 'dmarc=', 'dmarc'],
    ...['spf=pass', 'dkim=pass header.d=acme.test', 'x-dmarc=pass', 'arc=pass (dmarc=pass)', 'dmarc=pass-ish', 'none'],
    ...['dmarc=pass header.from=evil.test header.from=acme.test', 'dmarc=pass x-header.from=acme.test'],
    ...['dmarc=pass header.from=evil.test', 'dmarc=passed', 'dmarc/1=fail', 'dmarc=fail reason="; dmarc=fail"', ''],
  );
  // What a sender wrote stands in the server's own line too, as a quoted string or a comment.
  const wrapped = fc.constantFrom<(said: string) => string>(
    (said) => `"x;${said};y"`,
    (said) => `"\\";${said};\\""`,
    (said) => `"(";${said};")"`.replace(/(?<!^)"(?!$)/g, '\\"'),
    (said) => `(x;${said};y)`,
    (said) => `((x);${said} )`,
    (said) => `(\\);${said} )`,
    (said) => `(";${said};")`,
    (said) => `(x;\r\n\t${said};\r\n\ty)`,
    (said) => `";${said};`,
    (said) => `(;${said};`,
  );
  const said = fc.constantFrom('dmarc=pass', 'dmarc=pass header.from=acme.test', ' header.from=acme.test ');
  const about = fc.constantFrom(
    'spf=pass smtp.mailfrom=',
    'dkim=pass header.i=',
    'dmarc=pass header.from=evil.test a.b=',
  );
  const quoted = fc.tuple(about, wrapped, said).map(([of, wrap, what]) => `${of}${wrap(what)}@evil.test`);
  const name = fc.constantFrom(
    ...['Authentication-Results', 'ARC-Authentication-Results', 'X-Authentication-Results', 'Received-SPF'],
    ...['Authentication-Results-Original', 'DKIM-Signature', 'ARC-Seal', 'ARC-Message-Signature', 'Received'],
  );
  const claim = fc.constantFrom(
    ...[found, `i=1; ${found}`, 'pass (dmarc=pass)', 'v=1; a=rsa-sha256; d=acme.test; s=a; bh=; b=', 'cv=pass'],
    ...[`from ${server} by ${server}; dmarc=pass`, `x\r\n\t${found}`],
  );
  const claims = fc.array(fc.tuple(name, claim), { maxLength: 5 });
  const line = ([key, value]: readonly [string, string]) => `${key}: ${value}`;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(bad, quoted), { maxLength: 4 }), claims, async (results, below) => {
      const top = `Authentication-Results: ${[server, ...results].join('; ')}`;
      expect(await read(mail(top, 'From: alex@acme.test', ...below.map(line)))).toBe('unauthenticated');
    }),
    {
      ...runs,
      // Two quotation marks that never end, and make a pair.
      examples: [[Array.from({ length: 2 }, () => 'spf=pass smtp.mailfrom=";dmarc=pass;@evil.test'), []]],
    },
  );
});

test('what a sender wrote, quoted or as a comment, takes nothing from what the server found either (K)', async () => {
  const noise = fc.constantFrom(
    ...['spf=pass smtp.mailfrom="x;dmarc=fail;y"@evil.test', 'dkim=none (a (nested) one; dmarc=fail)', 'spf=none'],
    ...['spf=pass smtp.mailfrom="a \\" b"@evil.test', 'x=y (\\( ")', 'x=y ")("'],
  );
  const verdict = fc.constantFrom(
    ...[
      'dmarc=pass header.from=acme.test',
      'dmarc=pass header.from="acme.test"',
      'dmarc=pass (p=(a)) header.from = "acme.test" (b)',
    ],
    ...['dmarc=pass reason="; dmarc=fail" header.from=acme.test', 'dmarc=pass'],
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(noise, { maxLength: 3 }),
      verdict,
      fc.array(noise, { maxLength: 3 }),
      async (a, good, b) => {
        expect(await read(foundOn([server, ...a, good, ...b].join('; ')))).toMatchObject({ from: 'alex@acme.test' });
      },
    ),
    runs,
  );
});

test('no other server’s word counts, on top or alone (K)', async () => {
  const names = fc.oneof(
    fc.domain(),
    fc.domain().map((domain) => `${server}.${domain}`),
    fc.domain().map((domain) => `${domain}.${server}`),
    fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
    fc.constantFrom('', '.', `.${server}`, `${server}.`, `"${server}"`, `x ${server}`, 'мx.acme.test', 'acme.test'),
  );
  await fc.assert(
    fc.asyncProperty(names, fc.boolean(), async (written, isOnTop) => {
      const first = written
        .replace(/\([^()]*\)/g, ' ')
        .trim()
        .split(/[\s;]/)[0];
      fc.pre(first?.toLowerCase() !== server);
      const below = isOnTop ? [`Authentication-Results: ${found}`] : [];
      expect(await read(foundOn(`${written}; dmarc=pass header.from=acme.test`, ...below))).toBe('unauthenticated');
    }),
    runs,
  );
});

test('copies are one event, by their Message-ID and their sender alone, whatever else is changed about them (K)', async () => {
  const ids = fc.constantFrom('<1@acme.test>', '<2@acme.test>', '<3>', `<${'a'.repeat(300)}@acme.test>`);
  const sender = fc.constantFrom('alex@acme.test', 'bea@acme.test', 'ALEX@acme.test', 'Alex <alex@acme.test>');
  const copy = fc.record({
    id: ids,
    sender,
    text: fc.stringMatching(/^[a-z]{1,20}$/),
    date: fc.integer({ min: 1, max: 28 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.tuple(copy, copy), async ([one, other]) => {
      const [first, second] = await Promise.all(
        [one, other].map(async ({ id, sender: from, text, date }) => {
          const lines = [
            `Authentication-Results: ${found}`,
            `Message-ID: ${id}`,
            `Date: ${date} Nov 2026 10:00:00 +0000`,
          ];
          const result = await read(mail(...lines, `From: ${from}`, `Subject: ${text}`));
          if (typeof result === 'string') throw new Error(result);
          return result;
        }),
      );
      expect(first?.id === second?.id).toBe(one.id === other.id && first?.from === second?.from);
    }),
    runs,
  );
});

test('a mail is words and never a choice: tokens of links, replies to any address, and what answers any thread (K)', async () => {
  const token = 'token-of-a-button';
  const place = fc.constantFrom<(value: string) => string>(
    (value) => `To: help+${value}@acme.test`,
    (value) => `In-Reply-To: <${value}@acme.test>`,
    (value) => `References: <${value}@acme.test> <${value}>`,
    (value) => `Subject: unsubscribe ${value}`,
    (value) => `X-Token: ${value}`,
    (value) => `Delivered-To: unsubscribe+${value}@acme.test`,
  );
  const values = fc.oneof(fc.constant(token), fc.stringMatching(/^[\w.%/-]{0,80}$/));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(place, values), { maxLength: 6 }), async (lines) => {
      const result = await read(foundOn(found, ...lines.map(([put, value]) => put(value))));
      if (typeof result === 'string') throw new Error(`left: ${result}`);
      expect(Object.keys(result).toSorted()).toEqual(['from', 'id', 'messageId', 'references', 'text']);
      expect(result.from).toBe('alex@acme.test');
      for (const id of result.references) expect(id).toMatch(/^<[\x21-\x7e]+>$/);
    }),
    runs,
  );
});

test('what writes about unsubscribing is a machine, and gets no answer (K)', async () => {
  const values = fc.oneof(fc.constantFrom('', '<>', 'List-Unsubscribe=One-Click'), fc.stringMatching(/^[!-~ ]{1,80}$/));
  const name = fc.constantFrom('List-Unsubscribe', 'List-Unsubscribe-Post', 'list-unsubscribe', 'LIST-UNSUBSCRIBE');
  await fc.assert(
    fc.asyncProperty(name, values, async (key, value) => {
      expect(await read(foundOn(found, `${key}: ${value}`))).toBe('automatic');
    }),
    runs,
  );
});

test('whatever the parts of a mail are made of, it is read or left, and nobody else wrote it (K)', async () => {
  const boundary = fc.constantFrom('b', 'c', '', 'b--', '"', 'a'.repeat(80));
  const type = fc.oneof(
    fc.constantFrom('text/plain', 'text/html', 'message/rfc822', 'multipart/report', 'application/pkcs7-mime', '', '/'),
    fc
      .tuple(fc.constantFrom('mixed', 'alternative', 'related', 'signed'), boundary)
      .map(([kind, by]) => `multipart/${kind}; boundary=${by}`),
    fc
      .constantFrom('utf-8', 'utf-7', 'utf-16', 'iso-2022-jp', 'x-unknown', '')
      .map((set) => `text/plain; charset=${set}`),
  );
  const encoding = fc.constantFrom('7bit', '8bit', 'base64', 'quoted-printable', 'x-uuencode', '', 'BASE64 ');
  const content = fc.constantFrom(
    ...['unlock my account', '=C3=28=', '====', '\0\x01\xff', '+ADw-script+AD4-', '<p>unlock</p><!--', '\x1b$B', 'ZZZ'],
    ...['From: ceo@acme.test\r\n\r\nunlock', '--b', '--b--', '--c\r\nFrom: ceo@acme.test\r\n', '&#0;&#xD800;'],
  );
  const part = fc.record({ type, encoding, content });
  const written = fc.tuple(type, encoding, fc.array(part, { maxLength: 6 }), boundary);
  await fc.assert(
    fc.asyncProperty(written, async ([outer, how, parts, by]) => {
      const head = [
        ...[`Authentication-Results: ${found}`, 'From: alex@acme.test', `Content-Type: ${outer}`],
        `Content-Transfer-Encoding: ${how}`,
      ];
      const body = parts.map(
        (one) =>
          `--${by}\r\nContent-Type: ${one.type}\r\nContent-Transfer-Encoding: ${one.encoding}\r\n\r\n${one.content}`,
      );
      const result = await read(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body.join('\r\n')}\r\n`, 'latin1'));
      if (typeof result === 'string') return;
      expect(result.from).toBe('alex@acme.test');
      expect(result.text).toBe(result.text.toWellFormed());
      expect(result.text).not.toMatch(/[^\P{Cc}\n\t]/u);
    }),
    runs,
  );
});

test('of hundreds of forged mails nothing is heard and nothing is kept, and the next good one is (K)', async () => {
  const fake = await startEmailFake();
  const context = fakeContext({ name: 'mail', store: memoryStore(), clock: fakeClock() });
  const listener = await listen({ config: fake.config({ authenticationServer: server }), context });
  const good = await composeRaw({ from: 'alex@acme.test', to: own, text: 'unlock my account', subject: 'Grüße' });
  const random = seededRandom('forged mails');
  const below = (end: number) => Math.floor(random.next() * end);
  try {
    for (let count = 0; count < 300; count += 1) {
      const raw = Buffer.from(good);
      for (let changes = below(7); changes > 0; changes -= 1) raw[below(raw.length)] = below(256);
      const top = [
        '',
        'Authentication-Results: mx.evil.test; dmarc=pass\r\n',
        `Authentication-Results: ${server}; dmarc=fail\r\n`,
      ];
      fake.mailbox.add(Buffer.concat([Buffer.from(top[count % top.length] ?? ''), raw]));
    }
    fake.mailbox.add(Buffer.concat([Buffer.from(`Authentication-Results: ${found}\r\n`), good]));
    await until(() => fake.mailbox.mails.every(({ flags }) => flags.has('\\Seen')), 'reading them all');
    expect(listener.heard).toHaveLength(1);
    const kept = (await context.store.list('')).map(({ key }) => key.split(':')[0]);
    expect(kept.filter((key) => key === 'sender' || key === 'thread').toSorted()).toEqual(['sender', 'thread']);
    expect(fake.senders).toEqual([]);
  } finally {
    await listener.stop();
    await fake.close();
  }
});
