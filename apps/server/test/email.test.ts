import fc from 'fast-check';
import type { MailPerson, SeenMail } from '../../../packages/channel-email/src/fake/index.ts';
import { openChoicePage } from './support/choice-page.ts';
import { type EmailStories, emailStories } from './support/email-stories.ts';
import { Calendar, expiryPeople } from './support/expiry-world.ts';
import { storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** What only email has, and what somebody who means harm would try there: the whole product against a mail provider's stand-in. */
const people = [
  'scanned',
  'hundred',
  'overslept',
  'blind',
  'typed',
  'forged',
  'expired',
  'chatter',
  'hosts',
  'unsubscriber',
  'elsewhere',
  'unknown',
  'flooded',
  'led',
  'leaver',
  'joiner',
  'mutated',
  'helper',
  'colleague',
  'chooser',
  'lost',
  'limited',
  'outage',
  'nowhere',
  'crowded',
];
const { slots, password } = expiryPeople();
let stories: EmailStories;
let world: World;
let calendar: Calendar;

beforeAll(async () => {
  stories = await emailStories({ strangers: 'reply', recoveryUrl: 'https://acme.test/recover', mailsPerHour: 6 });
  world = await openWorld({
    people: [],
    hasMovableClock: true,
    configuration: storyConfiguration({
      channel: stories,
      people: {
        ...Object.fromEntries(people.map((login) => [login, { passwordAgeDays: 1 }])),
        hans: { passwordAgeDays: 1, locale: 'de-DE' },
        yuki: { passwordAgeDays: 1, locale: 'ja' },
        hurt: { passwordAgeDays: 1, manager: 'boss', factors: [{ kind: 'totp', label: 'Pixel 9' }] },
        boss: { passwordAgeDays: 1 },
        colleague: { passwordAgeDays: 1, manager: 'helper' },
        rose: password(14),
        lily: password(14),
      },
    })
      .replace('channels: [chat]', 'channels: [chat, web]')
      .replace('  desk:', '  web: { package: "@access-account/channel-web" }\n  desk:'),
  });
  await stories.open(world);
  calendar = await Calendar.of(world.product, people.length + 6);
}, 60_000);
afterAll(async () => {
  await stories.close();
  await world.close();
});

const signIn = (login: string) => world.directoryPage.signIn(login, `password-of-${login}`);
const unlocks = async (login: string) =>
  (await world.audited(login)).filter(({ name }) => name === 'account-unlocked').length;
const rows = async (table: 'processed_event' | 'help_case' | 'channel_identity') => {
  const [row] = await world.database.rows<{ count: number }>(`select count(*)::int as count from ${table}`);
  return row?.count ?? 0;
};
/** How often another person was looked for by whoever it may be. */
const searches = async () => {
  const [row] = await world.database.rows<{ count: number }>(
    `select count(*)::int as count from help_case where policy = 'another-person'`,
  );
  return row?.count ?? 0;
};
const linkOf = (mail: SeenMail, label: string) => mail.buttons.find((button) => button.label === label)?.url ?? '';

/** Somebody who was locked out, and has the notice before them. */
async function lockedOut(login: string): Promise<{ readonly person: MailPerson; readonly notice: SeenMail }> {
  const person = stories.atMail(login);
  await world.directoryPage.lock(login);
  return { person, notice: await person.shown(/Shall I unlock it\?|entsperren\?|解除しますか/) };
}

test('GEN-7 EC-18 a link that scanners fetch a hundred times, by GET and HEAD, does nothing; pressed, it unlocks', async () => {
  const { person, notice } = await lockedOut('scanned');
  const before = [await rows('processed_event'), await rows('help_case')];
  const links = notice.buttons.map(({ url }) => url);
  const statuses = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const response = await fetch(links[index % links.length] ?? '', { method: index % 4 === 0 ? 'HEAD' : 'GET' });
      await response.arrayBuffer();
      return response.status;
    }),
  );
  expect([...new Set(statuses)]).toEqual([200]);
  expect([await rows('processed_event'), await rows('help_case')]).toEqual(before);
  expect(await unlocks('scanned')).toBe(0);
  expect(await signIn('scanned')).toBe(423);
  const page = await openChoicePage(linkOf(notice, 'Yes'));
  expect(page.button).toBe('Yes');
  expect((await page.press()).html).toContain('Thank you.');
  await person.shown('scanned (Corp) is unlocked');
  expect(await signIn('scanned')).toBe(200);
});

test('GEN-7 the same button pressed a hundred times is one effect', async () => {
  const { person, notice } = await lockedOut('hundred');
  const page = await openChoicePage(linkOf(notice, 'Yes'));
  const answers = await Promise.all(Array.from({ length: 100 }, () => page.press()));
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
  await person.shown('hundred (Corp) is unlocked');
  expect(await unlocks('hundred')).toBe(1);
  expect(person.mails.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
  const again = await openChoicePage(linkOf(notice, 'No'));
  expect(again.button).toBeUndefined();
  expect(again.html).toContain('already answered');
});

test('a link whose question nobody answered for a day works no more, and does not say that it was answered', async () => {
  const person = stories.atMail('overslept');
  await person.write({ text: 'help' });
  const mail = await person.shown('Please choose.');
  const [first, second] = mail.buttons.map(({ label }) => linkOf(mail, label));
  const page = await openChoicePage(first ?? '');
  expect(page.status).toBe(200);
  await world.database.run(
    `update effect set not_before = now() where lane = 'timer:question'
       and person_id = (select id from person where login = 'overslept')`,
  );
  await until(async () => (await openChoicePage(first ?? '')).status === 404, 'the question being over');
  for (const { status, html } of [await openChoicePage(second ?? ''), await page.press()]) {
    expect(status).toBe(404);
    expect(html).toContain('This button does not work (any more). Write to me if you still need help.');
  }
});

test('a POST by something that never saw the page changes nothing', async () => {
  const { notice } = await lockedOut('blind');
  const before = await rows('processed_event');
  const yes = linkOf(notice, 'Yes');
  const blind: readonly RequestInit[] = [
    {},
    { body: '' },
    { body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { body: '{"press":"yes"}', headers: { 'content-type': 'application/json' } },
    { body: 'press=no' },
    { body: 'press' },
    { body: Buffer.alloc(100_000, 'a') },
  ];
  for (const request of blind) expect((await fetch(yes, { method: 'POST', ...request })).status).toBe(400);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await fetch(yes, { method, body: 'press=yes' })).status).toBeGreaterThanOrEqual(400);
  for (const path of ['', 'x', 'a'.repeat(5000), '%00', '..%2f..%2fapi', `${yes.split('/').at(-1)}x`]) {
    const url = `${world.url}/connectors/chat/confirm/${path}`;
    const body = 'press=yes';
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  }
  expect(await rows('processed_event')).toBe(before);
  expect(await signIn('blind')).toBe(423);
});

test('LN-7 a typed yes unlocks nobody: the person is asked again, with links that work', async () => {
  const { person, notice } = await lockedOut('typed');
  await person.write({ text: 'Yes, please!\n\nOn Mon, Access Account wrote:\n> Shall I unlock it?', to: notice });
  const again = await person.shown('I do not act on what an email says');
  expect(again.text).toContain('Shall I unlock it?');
  expect(again.buttons.map(({ label }) => label)).toEqual(['Yes', 'No']);
  expect(again.inReplyTo).not.toBeUndefined();
  expect(await signIn('typed')).toBe(423);
  expect(await unlocks('typed')).toBe(0);
  await (await openChoicePage(linkOf(again, 'Yes'))).press();
  await person.shown('typed (Corp) is unlocked');
});

test('a forged mail has the directory’s address written to, and leaves the person’s links as they are', async () => {
  const { person, notice } = await lockedOut('forged');
  for (const text of ['no', 'yes', 'cancel'])
    await person.write({ text, headers: { 'Reply-To': 'mallory@evil.test', Sender: 'mallory@evil.test' } });
  await until(() => person.mails.filter(({ text }) => text.includes('I do not act on')).length === 3, 'three answers');
  expect(stories.email.person('mallory@evil.test').mails).toEqual([]);
  await (await openChoicePage(linkOf(notice, 'Yes'))).press();
  await person.shown('forged (Corp) is unlocked');
});

test('whoever uses somebody’s address again and again has them written to so many times an hour, and no more', async () => {
  const flooded = stories.atMail('flooded');
  for (let index = 0; index < 20; index += 1) await flooded.write({ text: `unlock my account, ${index}` });
  await until(() => stories.email.mailbox.mails.every(({ flags }) => flags.has('\\Seen')), 'all mails read');
  await until(() => flooded.mails.length >= 6, 'the answers');
  expect(flooded.mails.length).toBeLessThanOrEqual(12);
});

test('an address that the directory does not know gets one fixed reply a day, from nobody, and is nobody afterwards', async () => {
  const stranger = stories.email.person('stranger@elsewhere.test');
  const before = [await rows('channel_identity'), await rows('help_case'), await rows('processed_event')];
  for (const text of ['unlock my account', 'yes', 'hello?']) await stranger.write({ text, subject: 'Buy now' });
  const reply = await stranger.shown('I cannot help from here');
  await until(() => stories.email.mailbox.mails.every(({ flags }) => flags.has('\\Seen')), 'all mails read');
  expect(stranger.mails).toHaveLength(1);
  expect(reply.links).toEqual([{ label: 'https://acme.test/recover', url: 'https://acme.test/recover' }]);
  expect(reply.subject).not.toContain('Buy now');
  expect(reply.headers.get('auto-submitted')).toBe('auto-replied');
  expect(stories.email.senders).toContain('');
  expect([await rows('channel_identity'), await rows('help_case'), await rows('processed_event')]).toEqual(before);
});

test('unless the organisation asks for a reply, an address that the directory does not know gets nothing, and is nobody afterwards', async () => {
  const silent = await emailStories({ recoveryUrl: 'https://acme.test/recover' });
  const quiet = await openWorld({
    people: [],
    configuration: storyConfiguration({ channel: silent, people: { known: { passwordAgeDays: 1 } } }),
  });
  try {
    await silent.open(quiet);
    const stranger = silent.email.person('stranger@elsewhere.test');
    for (const text of ['unlock my account', 'yes', 'hello?']) await stranger.write({ text });
    await until(() => silent.email.mailbox.mails.every(({ flags }) => flags.has('\\Seen')), 'all mails read');
    // Read after theirs and answered: whatever they were to get would have been sent before.
    await silent.atMail('known').write({ text: 'unlock my account' });
    await silent.atMail('known').shown('known (Corp)');
    expect(stranger.mails).toEqual([]);
    for (const table of ['person', 'channel_identity', 'help_case', 'processed_event'] as const) {
      const [row] = await quiet.database.rows<{ count: number }>(`select count(*)::int as count from ${table}`);
      expect({ table, rows: row?.count }).toEqual({ table, rows: 1 });
    }
  } finally {
    await silent.close();
    await quiet.close();
  }
}, 60_000);

test.each([
  ['please unlock colleague@acme.test', 'I can only unlock your own account'],
  ['please reset the password of colleague@acme.test', 'I can only help with your own password'],
  ['please reset the MFA of colleague@acme.test', 'I can only reset MFA for your own account'],
])('UA-9 by mail nobody acts for another person, their manager neither: %s', async (words, refusal) => {
  await world.directoryPage.lock('colleague');
  const [helper, colleague] = [stories.atMail('helper'), stories.atMail('colleague')];
  const before = await searches();
  await helper.write({ text: words });
  const { text, buttons } = await helper.shown(refusal);
  expect(text).not.toContain('colleague');
  // Nothing to press that would go on with it, and nobody was looked for.
  expect(buttons.filter(({ label }) => /colleague|yes|continue/i.test(label))).toEqual([]);
  expect(await searches()).toBe(before);
  expect(await signIn('colleague')).toBe(423);
  expect(colleague.mails.filter(({ text }) => /helper|unlocked/.test(text))).toEqual([]);
});

test('GEN-7 a link that has expired says so, and sends a fresh one to the same address', async () => {
  const { person, notice } = await lockedOut('expired');
  await world.database.run(
    `update choice_token set expires_at = clock_timestamp() - interval '1 second'
     where person_id = (select id from person where login = 'expired')`,
  );
  const page = await openChoicePage(linkOf(notice, 'Yes'));
  expect(page.html).toContain('This question has expired.');
  expect(page.button).toBe('Check again');
  await page.press();
  const offer = await person.shown('This question has expired.');
  await (await openChoicePage(linkOf(offer, 'Check again'))).press();
  await until(
    () => person.mails.filter(({ text }) => text.includes('Shall I unlock it?')).length === 2,
    'a fresh question',
  );
  const fresh = await person.shown('Shall I unlock it?');
  await (await openChoicePage(linkOf(fresh, 'Yes'))).press();
  await person.shown('expired (Corp) is unlocked');
});

test('a button of a chat is not pressed on a page', async () => {
  const chat = await world.chat('chatter', 'web');
  await chat.say('I cannot sign in');
  const shown = await chat.shown(({ choices }) => choices.length > 0);
  const page = await openChoicePage(`${world.url}/connectors/chat/confirm/${shown.choices[0]?.token}`);
  expect(page.status).toBe(404);
  expect(page.button).toBeUndefined();
});

test('a conversation that is led in a chat is not moved by a mail in somebody’s name', async () => {
  const chat = await world.chat('led', 'web');
  await world.directoryPage.lock('led');
  // Whoever asks takes the place of the notice once it is out; before that both would ask.
  await stories.atMail('led').shown('Shall I unlock it?');
  await chat.say('unlock my account');
  await chat.shown('Shall I unlock led (Corp)?');
  const before = stories.atMail('led').mails.length;
  await stories.atMail('led').write({ text: 'yes' });
  await chat.shown('I do not act on what an email says');
  expect(await signIn('led')).toBe(423);
  await chat.choose('Yes');
  await chat.shown('led (Corp) is unlocked');
  const moved = stories
    .atMail('led')
    .mails.slice(before)
    .map(({ text }) => text);
  expect(moved.filter((text) => text.includes('I do not act on') || text.includes('is unlocked'))).toEqual([]);
});

test('an address that the directory gives to somebody else is theirs from then on', async () => {
  const address = stories.atMail('leaver');
  await address.write({ text: 'unlock my account' });
  await address.shown('leaver (Corp)');
  const idOf = async (login: string) => {
    const [row] = await world.database.rows<{ id: string }>(
      `select value->>'id' as id from connector_store where key like 'person/%' and value->>'login' = $1`,
      [login],
    );
    return row?.id ?? '';
  };
  const give = async (login: string, email: string) => {
    const id = await idOf(login);
    await world.database.run(
      `update connector_store set value = jsonb_set(value, '{email}', to_jsonb($2::text)), version = version + 1
       where key = 'person/' || $1`,
      [id, email],
    );
    await world.database.run(
      `insert into connector_store (connector, key, value, version)
       values ('sandbox', 'email/' || $2 || '/' || $1, to_jsonb($1::text), 1)`,
      [id, email],
    );
  };
  await give('leaver', 'left@acme.test');
  await give('joiner', 'leaver@acme.test');
  await address.write({ text: 'unlock my account' });
  await address.shown('joiner (Corp)');
  const before = address.mails.length;
  await world.directoryPage.lock('leaver');
  const { text } = await stories.email.person('left@acme.test').shown('Shall I unlock it?');
  expect(text).toContain('leaver (Corp)');
  expect(address.mails.slice(before)).toEqual([]);
});

test('MFA-9 a second factor is not removed for a link in a mail: it takes the manager, by a mail of their own', async () => {
  const [hurt, boss] = [stories.atMail('hurt'), stories.atMail('boss')];
  await hurt.write({ text: 'I lost my phone' });
  const question = await until(
    () => hurt.mails.find(({ buttons }) => buttons.some(({ label }) => label === 'Yes, reset MFA')),
    'the question',
  );
  await (await openChoicePage(linkOf(question, 'Yes, reset MFA'))).press();
  const asked = await hurt.shown('I must be sure that it is you');
  expect((await world.audited('hurt')).map(({ name }) => name)).not.toContain('factor-removed');
  await (await openChoicePage(linkOf(asked, 'Ask my manager'))).press();
  await hurt.shown('I have asked your manager');
  const approval = await until(
    () => boss.mails.find(({ buttons }) => buttons.some(({ label }) => label === 'I confirm it')),
    'the question to the manager',
  );
  // Whoever is asked for is not whoever is asked.
  expect(hurt.mails.flatMap(({ buttons }) => buttons.map(({ label }) => label))).not.toContain('I confirm it');
  await (await openChoicePage(linkOf(approval, 'I confirm it'))).press();
  await hurt.shown('Reset complete!');
  const removal = (await world.audited('hurt')).find(
    ({ name, detail }) => name === 'effect-succeeded' && detail.operation === 'factor.remove',
  );
  expect(removal?.detail).toMatchObject({ proofs: 'manager-approval' });
});

test('whatever is done to a link or to what is posted to it: nothing is accepted, nothing is stored, nothing breaks', async () => {
  const { notice } = await lockedOut('mutated');
  const yes = new URL(linkOf(notice, 'Yes'));
  const token = yes.pathname.split('/').at(-1) ?? '';
  const before = [await rows('processed_event'), await rows('help_case')];
  const characters = fc.constantFrom(...'ABCxyz019-_.~%/\\?#\u0000 \u202e');
  const mutated = fc
    .oneof(
      fc.tuple(fc.nat(token.length - 1), characters).map(([at, by]) => token.slice(0, at) + by + token.slice(at + 1)),
      fc.nat(token.length - 1).map((length) => token.slice(0, length)),
      fc.string({ unit: characters, minLength: 1, maxLength: 40 }).map((more) => token + more),
      fc.string({ unit: 'binary', maxLength: 120 }),
    )
    .filter((one) => one !== token);
  const bodies = fc.oneof(
    fc.constantFrom(
      '',
      'press',
      'press=',
      'press=YES',
      'press=yes%00',
      'Press=yes',
      'press[]=yes',
      '{"press":"yes"}',
      'x=press=yes',
    ),
    fc.string({ unit: 'binary', maxLength: 200 }).filter((body) => new URLSearchParams(body).get('press') !== 'yes'),
  );
  const attempts = fc.oneof(
    fc.record({ token: mutated, body: fc.constantFrom('press=yes', 'List-Unsubscribe=One-Click') }),
    // What unsubscribes is for a reminder, and this is none.
    fc.record({ token: fc.constant(token), body: fc.oneof(fc.constant('List-Unsubscribe=One-Click'), bodies) }),
  );
  await fc.assert(
    fc.asyncProperty(attempts, async (attempt) => {
      const response = await fetch(
        `${world.url}/connectors/chat/confirm/${encodeURIComponent(attempt.token.toWellFormed())}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: attempt.body,
        },
      );
      await response.arrayBuffer();
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
  expect([await rows('processed_event'), await rows('help_case')]).toEqual(before);
  expect(await signIn('mutated')).toBe(423);
});

test('neither Host nor X-Forwarded-Host gets into a link or a page', async () => {
  const { person, notice } = await lockedOut('hosts');
  const headers = { 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test', 'x-original-host': 'evil.test' };
  const page = await openChoicePage(linkOf(notice, 'Yes'), { headers });
  expect(page.html).not.toContain('evil.test');
  await fetch(linkOf(notice, 'Yes'), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'press=yes',
  });
  const done = await person.shown('hosts (Corp) is unlocked');
  for (const mail of [...person.mails, done]) {
    expect(mail.html + mail.plain).not.toContain('evil.test');
    for (const { url } of mail.buttons) expect(url.startsWith(`${world.url}/connectors/chat/confirm/`)).toBe(true);
  }
});

test('PE-7 PE-10 the mail program’s own unsubscribing is Ignore, in one click; a notice of a lockout has none', async () => {
  await calendar.at(slots[0] ?? '');
  const [rose, lily] = [stories.atMail('rose'), stories.atMail('lily')];
  const reminder = await rose.shown('expires in 14 days');
  expect(reminder.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const url = /^<(.*)>$/.exec(reminder.headers.get('list-unsubscribe') ?? '')?.[1] ?? '';
  expect(url).toBe(linkOf(reminder, 'Ignore'));
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(answer.status).toBe(200);
  await rose.shown('when the next one is about to expire');
  await lily.shown('expires in 14 days');
  const { notice } = await lockedOut('unsubscriber');
  expect(notice.headers.has('list-unsubscribe')).toBe(false);
});

/** The page for Yes in Japanese, whose every letter is three bytes. */
async function japanesePage(): Promise<string> {
  const { notice } = await lockedOut('yuki');
  return linkOf(notice, 'はい');
}

/** The page with a list to choose from. */
async function formPage(): Promise<string> {
  const { person } = await lockedOut('chooser');
  await person.write({ text: 'unlock my account' });
  const question = await until(
    () => person.mails.find(({ buttons }) => buttons.some(({ label }) => label === 'Edit Request')),
    'the question',
  );
  await (await openChoicePage(linkOf(question, 'Edit Request'))).press();
  const form = await until(
    () => person.mails.find(({ buttons }) => buttons.some(({ label }) => label === 'Continue')),
    'the form',
  );
  return linkOf(form, 'Continue');
}

test.each([
  ['a page', async () => linkOf((await lockedOut('elsewhere')).notice, 'Yes'), /<html lang="en">/],
  ['a page in Japanese', japanesePage, /<html lang="ja">/],
  ['a page with a form', formPage, /<select/],
])('%s is small, whole without a script, kept by nobody and framed by nobody', async (_name, link, is) => {
  const response = await fetch(await link());
  const body = Buffer.from(await response.arrayBuffer());
  expect(body.toString()).toMatch(is);
  expect(body.length).toBeLessThanOrEqual(30_000);
  expect(body.toString()).not.toMatch(/<script|onclick|javascript:|<img|<link|https?:\/\//i);
  const header = (name: string) => response.headers.get(name) ?? '';
  expect(header('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
  );
  expect(header('cache-control')).toBe('no-store');
  expect(header('referrer-policy')).toBe('no-referrer');
  expect(response.headers.getSetCookie()).toEqual([]);
});

test('whoever has no link is told nothing, in the language of their browser', async () => {
  const at = `${world.url}/connectors/chat/confirm/nothing`;
  const german = await openChoicePage(at, { headers: { 'accept-language': 'de-DE,de;q=0.9' } });
  expect(german.status).toBe(404);
  expect(german.html).toContain('<html lang="de-DE">');
  expect(german.html).toContain('funktioniert nicht');
  expect((await openChoicePage(at, { headers: { 'accept-language': '"><script>' } })).html).toContain(
    '<html lang="en">',
  );
});

test('GEN-5 GEN-10 UA-1 UA-3 whose only channel is email gets their account back, in German, on a phone', async () => {
  const { person, notice } = await lockedOut('hans');
  await person.write({
    to: notice,
    text: [
      'Hallo, ich bin ausgesperrt und komme nicht mehr in mein Konto. Bitte entsperren!',
      '',
      'Von meinem iPhone gesendet',
      '',
      `> Am 28.11.2026 um 10:02 schrieb Access Account <${stories.email.address}>:`,
      '> ',
      ...notice.plain.split('\n').map((line) => `> ${line}`),
    ].join('\n'),
  });
  const question = await until(
    () => person.mails.find(({ id, buttons }) => id !== notice.id && buttons.some(({ label }) => label === 'Ja')),
    'the question in German',
  );
  const page = await openChoicePage(linkOf(question, 'Ja'));
  expect(page.html).toContain('<html lang="de');
  expect(page.button).toBe('Ja');
  expect(page.html).toContain('Es geschieht nichts, bevor');
  expect((await page.press()).html).toContain('Danke.');
  await person.shown('entsperrt');
  expect(await signIn('hans')).toBe(200);
});

// The last: a mailbox that has had too much rests, and whoever is told meanwhile is told elsewhere.
describe('GEN-6 the mail server in trouble', () => {
  const says = (messages: readonly { readonly text: string }[], words: string) =>
    messages.filter(({ text }) => text.includes(words)).length;
  const pressYes = async (mail: SeenMail) => (await openChoicePage(linkOf(mail, 'Yes'))).press();

  test('an answer that is lost: every copy is the same mail, and nobody is told elsewhere as well', async () => {
    const web = await world.chat('lost', 'web');
    stories.email.fail('answer-lost');
    const { person, notice } = await lockedOut('lost');
    await pressYes(notice);
    await person.shown('lost (Corp) is unlocked');
    const copies = person.mails.filter(({ text }) => text.includes('Shall I unlock it?'));
    expect(new Set(copies.map(({ id }) => id)).size).toBe(1);
    expect(says(web.messages, 'Shall I unlock it?')).toBe(0);
    expect(await unlocks('lost')).toBe(1);
  });

  test.each([
    ['too many mails', 'limited', 'rate-limited-shortly', 2000],
    ['out of order', 'outage', 'unavailable', 0],
  ] as const)(
    '%s in the middle of a conversation: it waits for its end, each mail is there once, and the order stays',
    async (_name, login, fault, least) => {
      const { person, notice } = await lockedOut(login);
      stories.email.fail(fault);
      if (fault === 'unavailable') stories.email.fail(fault);
      await pressYes(notice);
      const pressed = performance.now();
      await person.shown(`${login} (Corp) is unlocked`);
      expect(performance.now() - pressed).toBeGreaterThanOrEqual(least);
      expect(person.mails.at(-1)?.text).toContain('is unlocked');
      expect([says(person.mails, 'Shall I unlock it?'), says(person.mails, 'is unlocked')]).toEqual([1, 1]);
      expect(await unlocks(login)).toBe(1);
    },
  );

  test.each([
    ['no such mailbox', 'nowhere', 'no-mailbox'],
    ['too many mails', 'crowded', 'rate-limited-shortly'],
  ] as const)('LN-4 %s: whoever is not told there is told on the next channel, once', async (_name, login, fault) => {
    const web = await world.chat(login, 'web');
    stories.email.fail(fault);
    await world.directoryPage.lock(login);
    await web.shown('Shall I unlock it?');
    await web.choose('Yes');
    await web.shown(`${login} (Corp) is unlocked`);
    expect(says(web.messages, 'Shall I unlock it?')).toBe(1);
    expect(says(stories.atMail(login).mails, 'Shall I unlock it?')).toBe(0);
  });
});
