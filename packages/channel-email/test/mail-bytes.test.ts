import type { Message } from '@access-account/contract';
import { fakeClock, fakeContext, hostileTexts } from '@access-account/testkit';
import fc from 'fast-check';
import { catalogueLanguages, catalogueMessages } from '../../../tooling/testing/index.ts';
import { composeMail } from '../src/compose-mail.ts';
import { emailConfig } from '../src/email-config.ts';
import { composeRaw } from '../src/fake/index.ts';
import { mailBytes } from '../src/mail-bytes.ts';

const address = 'help@acme.test';
const config = emailConfig.parse({
  address,
  imap: 'imap://127.0.0.1:143',
  smtp: 'smtp://127.0.0.1:25',
  password: 'secret',
  senderName: 'Hilfe für alle',
});
const context = fakeContext({ name: 'mail', publicUrl: 'https://help.acme.test', clock: fakeClock() });

function mailOf(message: Message, thread?: { readonly subject: string; readonly ids: readonly string[] }) {
  const client = { config, context, address };
  const kind = thread === undefined ? 'auto-generated' : 'auto-replied';
  return composeMail({ client, to: 'alex@acme.test', message, key: 'effect-1', thread, kind });
}

/** As nodemailer streams it. */
const streamed = async (mail: ReturnType<typeof mailOf>) => (await composeRaw(mail)).toString();
/** As the server gets it: lines that end in LF alone are ended in full on the way. */
const ours = (mail: ReturnType<typeof mailOf>) => mailBytes(mail).toString().replace(/\r?\n/g, '\r\n');

test.each(catalogueLanguages)('every message in %s is the very mail that nodemailer writes', async (language) => {
  for (const message of catalogueMessages(language).values()) {
    const mail = mailOf(message);
    expect(ours(mail)).toBe(await streamed(mail));
  }
});

const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constantFrom(...hostileTexts));

test('so is any other, whatever it says and whatever it goes on with', async () => {
  const anyMail = fc.record({
    text: words,
    facts: fc.array(fc.record({ label: words, value: words }), { maxLength: 3 }),
    choices: fc.array(fc.record({ label: words, token: fc.string({ minLength: 1, maxLength: 100 }) }), {
      maxLength: 3,
    }),
    locale: fc.constantFrom('en', 'ja'),
  });
  const thread = fc.option(fc.record({ subject: words, ids: fc.array(fc.constant('<1@acme.test>')) }), {
    nil: undefined,
  });
  await fc.assert(
    fc.asyncProperty(anyMail, thread, async (message, before) => {
      const mail = mailOf(message, before);
      expect(ours(mail)).toBe(await streamed(mail));
    }),
  );
});
