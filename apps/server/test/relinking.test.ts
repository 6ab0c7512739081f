import { messagePayload, pressedPayload, type SlackPerson } from '../../../packages/channel-slack/src/fake/index.ts';
import { ChannelLinks } from '../src/road/channel-links.ts';
import { type EmailStories, emailStories } from './support/email-stories.ts';
import { type SlackStories, slackStories, storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** Somebody has a new user of Slack, or somebody else has one with their address: the whole product against the stand-ins. */
const people = [
  'mover',
  'sure',
  'guessed',
  'raced',
  'expired',
  'swapped',
  'other',
  'clicks',
  'often',
  'twice',
  'both',
  'robbed',
  'reported',
  'canary',
  'changed',
  'silent',
  'chained',
  'circled',
  'onward',
  'next',
  'vacant',
  'gone',
  'left',
  'followed',
  'first',
  'second',
  'parted',
  'german',
]; // prettier-ignore

let slack: SlackStories;
let mail: EmailStories;
let world: World;

beforeAll(async () => {
  slack = await slackStories('http');
  mail = await emailStories({ domains: ['acme.test'] });
  world = await openWorld({
    people: [],
    configuration: storyConfiguration({
      channel: slack,
      people: Object.fromEntries(
        people.map((login) => [
          login,
          { recoveryEmail: `${login}@home.test`, ...(login === 'german' ? { locale: 'de' } : {}) },
        ]),
      ),
    })
      .replace('channels: [chat]', 'channels: [chat, web, email]')
      .replace('  desk:', `  web: { package: "@access-account/channel-web" }\n  email: ${mail.entry}\n  desk:`),
  });
  await slack.open(world);
  await mail.open(world);
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await slack.close();
  await mail.close();
  await world.close();
});

const unknown = 'I cannot help from here. Please ask the service desk.';
const offer = 'I know you on Slack by another user.';

/** Who the person is on Slack. */
async function usersOf(login: string): Promise<readonly string[]> {
  const rows = await world.database.rows<{ user_id: string }>(
    `select user_id from channel_identity link join account on account.person_id = link.person_id
     where account.login = $1 and link.channel = 'chat'`,
    [login],
  );
  return rows.map(({ user_id }) => user_id);
}

/** Where they are talked to, as long as they are the person. */
async function placeOf(login: string): Promise<string> {
  const [row] = await world.database.rows<{ conversation_id: string }>(
    `select link.conversation_id from channel_identity link join account on account.person_id = link.person_id
     where account.login = $1 and link.channel = 'chat'`,
    [login],
  );
  return row?.conversation_id ?? '';
}

/** Cases that go on there. */
async function openCases(place: string): Promise<number> {
  const rows = await world.database.rows(
    `select from help_case where channel = 'chat' and closed_at is null and conversation_id = $1`,
    [place],
  );
  return rows.length;
}

async function audited(login: string, name: string): Promise<number> {
  return (await world.audited(login)).filter((entry) => entry.name === name).length;
}

/** Somebody who is known on Slack. */
async function known(login: string): Promise<SlackPerson> {
  const person = slack.atSlack(login);
  await person.say('hello');
  await until(() => person.messages.length > 0, 'an answer');
  await until(async () => (await usersOf(login)).length === 1, 'a link');
  return person;
}

/** Another user of Slack with the same address. */
const another = (login: string, differences: object = {}) =>
  slack.slack.person({ email: `${login}@acme.test`, ...differences });

async function offered(login: string): Promise<SlackPerson> {
  const person = another(login);
  await person.say('unlock my account');
  await person.shown(offer);
  return person;
}

const codeIn = (text: string) => /Your code is (\d{8})/.exec(text)?.[1] ?? '';
const mailsTo = (login: string) =>
  mail.email.person(`${login}@acme.test`).mails.filter(({ text }) => text.includes('Your code is'));

/** A new user to whom a code was sent, and the code. */
async function sent(login: string) {
  const person = await offered(login);
  const before = mailsTo(login).length;
  await person.press('Send me a code');
  await person.shown('I am sending a code');
  await until(() => mailsTo(login).length > before, 'a mail');
  return { person, code: codeIn(mailsTo(login).at(-1)?.text ?? '') };
}

/** The next thing that somebody is told after doing something. */
async function toldAfter(person: SlackPerson, act: () => Promise<unknown>): Promise<string> {
  const before = person.messages.length;
  await act();
  await until(() => person.messages.length > before, 'an answer');
  return person.messages.at(-1)?.text ?? '';
}

const wrong = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0');

async function resolved(login: string): Promise<void> {
  await until(async () => (await world.tickets(login)).some(({ status }) => status === 'handed-off'), 'a ticket');
  await world.database.run(
    `update desk_ticket set status = 'resolved' from account
     where account.person_id = desk_ticket.person_id and account.login = $1`,
    [login],
  );
}

test('S5 a code to the addresses of record moves the link, everybody is told, and more proof is asked for', async () => {
  const old = await known('mover');
  const web = await world.chat('mover', 'web');
  const { person, code } = await sent('mover');
  expect(await usersOf('mover')).toEqual([expect.stringContaining(old.user.id)]);
  const home = await mail.email.person('mover@home.test').shown('Your code is');
  expect(codeIn(home.text)).toBe(code);
  expect(home.text).toContain('conversation on Slack');
  await person.say(`${code.slice(0, 4)} ${code.slice(4)}`);
  await person.shown('From now on I know you on Slack by this user');
  expect(await usersOf('mover')).toEqual([expect.stringContaining(person.user.id)]);
  // Whoever was the person, and every other channel.
  const notice = 'From now on another user on Slack is you for me';
  expect((await old.shown(notice)).buttons.map(({ label }) => label)).toEqual(['This wasn’t me']);
  await web.shown(notice);
  await mail.atMail('mover').shown(notice);
  expect(person.messages.map(({ text }) => text).join()).not.toContain(notice);
  expect(await audited('mover', 'link-taken')).toBe(1);
  expect(await audited('mover', 'link-code-sent')).toBe(1);
  // Whoever has come by a mailbox alone opens nothing for a day.
  await world.directoryPage.lock('mover');
  await person.say('unlock my account');
  await person.shown('Before I unlock');
  // The one before is nobody any more, and is made the same offer.
  await old.say('unlock my account');
  await old.shown(offer);
  await world.database.run(`update link_move set moved_at = moved_at - interval '25 hours'`);
  await person.say('unlock my account');
  await person.shown('Shall I unlock mover (Corp)?');
});

test('S5 a typed Yes has the code sent, and it is told in the language that the directory has', async () => {
  await known('sure');
  const person = await offered('sure');
  await person.say('yes please');
  await person.shown('I am sending a code');
  await until(() => mailsTo('sure').length === 1, 'a mail');
  await known('german');
  const german = another('german');
  await german.say('Konto entsperren');
  await german.shown('In Slack kenne ich Sie unter einem anderen Benutzer');
  await german.press('Code senden');
  await german.shown('Ich sende einen Code');
});

test('S5 five tries are all there are, and the right code is none after them', async () => {
  const old = await known('guessed');
  const { person, code } = await sent('guessed');
  const guess = () => toldAfter(person, () => person.say(wrong(code)));
  expect(await guess()).toContain('You have 4 more tries');
  expect(await guess()).toContain('You have 3 more tries');
  expect(await guess()).toContain('You have 2 more tries');
  expect(await guess()).toContain('You have one more try');
  expect(await guess()).toContain('You can have a new one sent');
  await person.say(code);
  await until(async () => (await audited('guessed', 'link-code-wrong')) === 5);
  expect(await usersOf('guessed')).toEqual([expect.stringContaining(old.user.id)]);
  // A new code begins anew; the one before it is worth nothing.
  await person.press('Send me a code');
  await until(() => mailsTo('guessed').length === 2, 'another mail');
  expect(await toldAfter(person, () => person.say(code))).toContain('You have 4 more tries');
  await person.say(codeIn(mailsTo('guessed').at(-1)?.text ?? ''));
  await person.shown('From now on I know you on Slack by this user');
});

test('S5 of a hundred guesses at the same moment five are looked at', async () => {
  const old = await known('raced');
  const { person, code } = await sent('raced');
  const { workspace } = slack.slack;
  const guesses = Array.from({ length: 99 }, (_, index) => String(10_000_000 + index)).filter((one) => one !== code);
  const payloads = guesses.map((text) => messagePayload({ workspace, user: person.user.id, text }));
  await Promise.all(payloads.map((payload) => slack.slack.deliver(payload)));
  await until(async () => (await audited('raced', 'link-code-wrong')) === 5, 'five tries');
  const [row] = await world.database.rows<{ attempts: number }>(
    `select attempts from link_code join account on account.person_id = link_code.person_id where login = 'raced'`,
  );
  expect(row?.attempts).toBe(5);
  expect(await audited('raced', 'link-code-wrong')).toBe(5);
  await person.say(code);
  expect(await usersOf('raced')).toEqual([expect.stringContaining(old.user.id)]);
});

test('S5 a code that is ten minutes old moves nothing', async () => {
  const old = await known('expired');
  const { person, code } = await sent('expired');
  await world.database.run(
    `update link_code set good_until = clock_timestamp() from account
     where account.person_id = link_code.person_id and login = 'expired'`,
  );
  expect(await toldAfter(person, () => person.say(code))).toContain('That is not the code');
  expect(await usersOf('expired')).toEqual([expect.stringContaining(old.user.id)]);
});

test('S5 a code that somebody else types, or that is for somebody else, moves nothing', async () => {
  const old = await known('swapped');
  const elsewhere = await known('other');
  const { code } = await sent('swapped');
  const second = await sent('swapped');
  const stranger = slack.slack.person({ email: 'nobody@elsewhere.test' });
  expect(await toldAfter(stranger, () => stranger.say(code))).toBe(unknown);
  // Another user with the same address, who was sent another code.
  expect(await toldAfter(second.person, () => second.person.say(code))).toContain('That is not the code');
  const third = await offered('other');
  expect(await toldAfter(third, () => third.press('Send me a code'))).toContain('I am sending a code');
  expect(await toldAfter(third, () => third.say(second.code))).toContain('That is not the code');
  // Whoever is known moves nothing by a code, their own place least of all.
  await elsewhere.say(second.code);
  await old.say(code);
  expect(await usersOf('swapped')).toEqual([expect.stringContaining(old.user.id)]);
  expect(await usersOf('other')).toEqual([expect.stringContaining(elsewhere.user.id)]);
});

test('S5 of two who type their codes at the same moment one gets the place, and a code is good once', async () => {
  const old = await known('both');
  const one = await sent('both');
  const two = await sent('both');
  await Promise.all([one.person.say(one.code), two.person.say(two.code)]);
  await until(async () => (await audited('both', 'link-taken')) === 1, 'a move');
  const [holder] = await usersOf('both');
  const loser = holder?.includes(one.person.user.id) === true ? two : one;
  await loser.person.say(loser.code);
  await old.say(one.code);
  await old.say(two.code);
  expect(await usersOf('both')).toEqual([holder]);
  expect(await audited('both', 'link-taken')).toBe(1);
});

test('S5 EC-18 the same code delivered a hundred times moves the link once, and is announced once', async () => {
  const old = await known('twice');
  const { person, code } = await sent('twice');
  const payload = messagePayload({ workspace: slack.slack.workspace, user: person.user.id, text: code });
  await Promise.all(Array.from({ length: 100 }, () => slack.slack.deliver(payload)));
  await person.shown('From now on I know you on Slack by this user');
  await old.shown('From now on another user on Slack is you for me');
  expect(await audited('twice', 'link-taken')).toBe(1);
  expect(old.messages.filter(({ text }) => text.includes('another user on Slack'))).toHaveLength(1);
  expect(person.messages.filter(({ text }) => text.includes('That is not the code'))).toEqual([]);
});

test('S5 the offer works for whom it was made, once a press', async () => {
  await known('clicks');
  const person = await offered('clicks');
  const { workspace } = slack.slack;
  const { token } = (await person.shown(offer)).buttons[0] ?? { token: '' };
  const thief = slack.slack.person({ email: 'clicker@elsewhere.test' });
  await slack.slack.deliver(pressedPayload({ workspace, user: thief.user.id, token }));
  await thief.shown(unknown);
  const second = await offered('clicks');
  const before = second.messages.length;
  await slack.slack.deliver(pressedPayload({ workspace, user: second.user.id, token }));
  expect(await audited('clicks', 'link-code-sent')).toBe(0);
  expect(
    second.messages
      .slice(before)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('I am sending');
  const press = person.pressing('Send me a code');
  await Promise.all(Array.from({ length: 100 }, () => slack.slack.deliver(press)));
  await until(() => mailsTo('clicks').length === 1, 'a mail');
  expect(await audited('clicks', 'link-code-sent')).toBe(1);
});

test('S5 nobody is sent more than three codes in ten minutes, nor a person more than five in an hour', async () => {
  await known('often');
  const person = await offered('often');
  for (const _ of [1, 2, 3]) await person.press('Send me a code');
  expect(await toldAfter(person, () => person.press('Send me a code'))).toContain('tried too often');
  const others = [await offered('often'), await offered('often'), await offered('often')];
  for (const one of others) await one.press('Send me a code');
  await others[2]?.shown('tried too often');
  expect(await audited('often', 'link-code-sent')).toBe(5);
});

test('S5 with another one in the place than when the code was sent nothing is moved', async () => {
  const old = await known('changed');
  const { person, code } = await sent('changed');
  const third = another('changed');
  await world.database.run(
    `update channel_identity set user_id = replace(user_id, $1, $2) from account
     where account.person_id = channel_identity.person_id and login = 'changed' and channel = 'chat'`,
    [old.user.id, third.user.id],
  );
  expect(await toldAfter(person, () => person.say(code))).toContain('That is not the code');
  expect(await usersOf('changed')).toEqual([expect.stringContaining(third.user.id)]);
  expect(await audited('changed', 'link-taken')).toBe(0);
});

test('S5 “This wasn’t me”, by whoever was the person, takes the place back, and nobody has it until that is settled', async () => {
  const old = await known('robbed');
  const { person, code } = await sent('robbed');
  await person.say(code);
  await old.shown('another user on Slack is you for me');
  const place = await placeOf('robbed');
  await person.say('I need a new laptop');
  await until(async () => (await openCases(place)) > 1, 'a case that they began, besides the one that tells of them');
  await old.press('This wasn’t me');
  await old.shown('I am opening a ticket for the security team');
  await until(async () => (await usersOf('robbed')).length === 0, 'nobody');
  expect(await audited('robbed', 'link-taken-back')).toBe(1);
  // What they began speaks to them no more.
  expect(await openCases(place)).toBe(0);
  await until(async () => (await world.tickets('robbed')).some(({ status }) => status === 'handed-off'), 'a ticket');
  // Neither of them, nor a third.
  for (const one of [person, old, another('robbed')])
    expect(await toldAfter(one, () => one.say('unlock my account'))).toBe(unknown);
  await world.directoryPage.lock('robbed');
  expect(await usersOf('robbed')).toEqual([]);
  await resolved('robbed');
  await old.say('unlock my account');
  await until(async () => (await usersOf('robbed')).length === 1, 'somebody');
  expect(await usersOf('robbed')).toEqual([expect.stringContaining(old.user.id)]);
});

test('S5 “This wasn’t me” empties the place that has changed hands once more since, and nobody has it until that is settled', async () => {
  const old = await known('chained');
  const one = await sent('chained');
  await one.person.say(one.code);
  await old.shown('another user on Slack is you for me');
  const two = await sent('chained');
  await two.person.say(two.code);
  await two.person.shown('From now on I know you on Slack by this user');
  expect(await usersOf('chained')).toEqual([expect.stringContaining(two.person.user.id)]);
  await old.press('This wasn’t me');
  await old.shown('I am opening a ticket for the security team');
  expect(await usersOf('chained')).toEqual([]);
  for (const person of [one.person, two.person, old])
    expect(await toldAfter(person, () => person.say('unlock my account'))).toBe(unknown);
  await resolved('chained');
  await old.say('unlock my account');
  await until(async () => (await usersOf('chained')).length === 1, 'somebody');
  expect(await usersOf('chained')).toEqual([expect.stringContaining(old.user.id)]);
  // What is settled is not raked up by the other notice: the owner, who came by their address, stays.
  await one.person.press('This wasn’t me');
  await until(async () => (await audited('chained', 'link-taken-back')) === 2, 'the other report');
  expect(await usersOf('chained')).toEqual([expect.stringContaining(old.user.id)]);
});

test('S5 whoever has taken a place and was reported gets nobody else’s, by a code or without one, until that is settled', async () => {
  const old = await known('onward');
  const other = await known('next');
  const gone = await known('gone');
  slack.slack.workspace.users.set(gone.user.id, { ...gone.user, kind: 'deleted' });
  const { person, code } = await sent('onward');
  await person.say(code);
  await person.shown('From now on I know you on Slack by this user');
  await old.shown('another user on Slack is you for me');
  await old.press('This wasn’t me');
  await until(async () => (await usersOf('onward')).length === 0, 'nobody');
  const nowAs = (login: string) =>
    slack.slack.workspace.users.set(person.user.id, { ...person.user, email: `${login}@acme.test` });
  // The same refusal is told once: in between there is another.
  const refusedAs = async (login: string, told: string) => {
    nowAs(login);
    expect(await toldAfter(person, () => person.say('yes'))).toContain(told);
  };
  await refusedAs('next', 'cannot check from here whether you are');
  await refusedAs('vacant', unknown);
  await refusedAs('next', 'cannot check from here whether you are');
  await refusedAs('gone', unknown);
  expect(mailsTo('next')).toEqual([]);
  expect(await usersOf('next')).toEqual([expect.stringContaining(other.user.id)]);
  expect(await usersOf('gone')).toEqual([expect.stringContaining(gone.user.id)]);
  expect(await usersOf('vacant')).toEqual([]);
  // The place that was taken is nobody's all the while.
  const third = another('onward');
  expect(await toldAfter(third, () => third.say('unlock my account'))).toBe(unknown);
  await resolved('onward');
  nowAs('vacant');
  await person.say('unlock my account');
  await until(async () => (await usersOf('vacant')).length === 1, 'a link');
  // What was disputed is remembered all the same.
  expect(
    await world.database.rows('select disputed from link_move where person_id = $1', [await world.personId('onward')]),
  ).toEqual([{ disputed: true }]);
});

test('S5 whoever was the person can object though the place went round and came back to whoever took it', async () => {
  const old = await known('circled');
  const one = await sent('circled');
  await one.person.say(one.code);
  await old.shown('another user on Slack is you for me');
  const two = await sent('circled');
  await two.person.say(two.code);
  await two.person.shown('From now on I know you on Slack by this user');
  await one.person.say('yes');
  await until(() => mailsTo('circled').length === 3, 'a mail');
  await one.person.say(codeIn(mailsTo('circled').at(-1)?.text ?? ''));
  await until(async () => (await audited('circled', 'link-taken')) === 3, 'a third move');
  await old.press('This wasn’t me');
  await old.shown('I am opening a ticket for the security team');
  expect(await usersOf('circled')).toEqual([]);
});

test('S5 whoever was the person can press nothing else that is theirs', async () => {
  const old = await known('silent');
  await world.directoryPage.lock('silent');
  await old.shown('Shall I unlock it?');
  const { person, code } = await sent('silent');
  await person.say(code);
  await old.shown('another user on Slack is you for me');
  await old.press('Yes');
  await until(() => old.messages.some(({ text }) => text.includes(offer) || text === unknown), 'a refusal');
  expect(await world.directoryPage.signIn('silent', 'password-of-silent')).toBe(423);
  expect((await world.audited('silent')).some(({ detail }) => detail.operation === 'account.unlock')).toBe(false);
});

test('S5 a mailbox is not enough for somebody who has reported somebody else', async () => {
  const old = await known('reported');
  await world.directoryPage.lock('reported');
  const { person, code } = await sent('reported');
  await old.shown('Shall I unlock it?');
  await old.press('No');
  await old.shown('I leave it as it is');
  await old.press('This wasn’t me');
  await old.shown('I ask for one proof more');
  await person.say(code);
  await person.shown('cannot check from here whether you are the same person');
  expect(await usersOf('reported')).toEqual([expect.stringContaining(old.user.id)]);
});

test('S5 the one before who is gone from Slack is followed without a code, and that is announced and counts as much', async () => {
  const old = await known('left');
  const web = await world.chat('left', 'web');
  slack.slack.workspace.users.set(old.user.id, { ...old.user, kind: 'deleted' });
  await world.directoryPage.lock('left');
  const person = another('left');
  await person.say('unlock my account');
  await person.shown('From now on I know you on Slack by this user');
  await web.shown('another user on Slack is you for me');
  await person.shown('Before I unlock');
  await web.choose('This wasn’t me');
  await until(async () => (await usersOf('left')).length === 0, 'nobody');
});

test('S5 all that somebody writes at the same moment who follows one who is gone is theirs', async () => {
  const old = await known('followed');
  slack.slack.workspace.users.set(old.user.id, { ...old.user, kind: 'deleted' });
  const person = another('followed');
  const taken = async () => {
    const [row] = await world.database.rows<{ n: number }>(
      `select count(*)::int as n from case_event where person_id = $1 and event ->> 'type' <> 'link-moved'`,
      [await world.personId('followed')],
    );
    return row?.n ?? 0;
  };
  const before = await taken();
  const { workspace } = slack.slack;
  const payloads = Array.from({ length: 8 }, () =>
    messagePayload({ workspace, user: person.user.id, text: 'unlock my account' }),
  );
  await Promise.all(payloads.map((payload) => slack.slack.deliver(payload)));
  await until(async () => (await taken()) >= before + payloads.length, 'all of it');
  expect(person.messages.map(({ text }) => text)).not.toContain(unknown);
  expect(await audited('followed', 'link-taken')).toBe(1);
  expect(await usersOf('followed')).toEqual([expect.stringContaining(person.user.id)]);
});

test('S5 a user who is one person gets nobody else’s place by an address', async () => {
  for (const login of ['first', 'second']) await world.chat(login, 'web').then((chat) => chat.say('hello'));
  const [one, other] = [await world.personId('first'), await world.personId('second')];
  const links = new ChannelLinks({ database: world.database, afterReport: 60_000 });
  const link = { channel: 'chat', user: { id: 'T1/U-both' }, conversation: { id: 'D-both' }, locale: null };
  const taken = await Promise.all([links.take({ ...link, person: one }), links.take({ ...link, person: other })]);
  expect(taken.toSorted()).toEqual([false, true]);
  const [owner, nobody] = taken[0] ? [one, other] : [other, one];
  expect(await links.personOf('chat', link.user)).toBe(owner);
  expect(await links.take({ ...link, person: owner })).toBe(true);
  expect(await links.userOf('chat', nobody)).toBeUndefined();
});

test('S5 nobody follows the one before of somebody who has reported somebody else, gone or not', async () => {
  const old = await known('parted');
  await world.directoryPage.lock('parted');
  await old.shown('Shall I unlock it?');
  await old.press('No');
  await old.shown('I leave it as it is');
  await old.press('This wasn’t me');
  await old.shown('I ask for one proof more');
  slack.slack.workspace.users.set(old.user.id, { ...old.user, kind: 'deleted' });
  const person = another('parted');
  expect(await toldAfter(person, () => person.say('unlock my account'))).toBe(unknown);
  expect(await usersOf('parted')).toEqual([expect.stringContaining(old.user.id)]);
  await resolved('parted');
  await person.say('unlock my account');
  await person.shown('From now on I know you on Slack by this user');
});

test('S4 guests, bots and strangers with the address of somebody are told nothing, and leave nothing', async () => {
  await known('canary');
  const rows = async () => {
    const [row] = await world.database.rows<{ n: number }>('select count(*)::int as n from link_code');
    return row?.n;
  };
  const before = await rows();
  for (const kind of ['guest', 'single-channel-guest', 'bot', 'stranger', 'deleted'] as const) {
    const outsider = another('canary', { kind });
    await outsider.say('yes');
    await outsider.say('12345678');
    expect(outsider.messages).toEqual([]);
  }
  expect(await rows()).toBe(before);
  expect(mailsTo('canary')).toEqual([]);
});

test('S5 PR-3 neither the code nor a password that is typed in its place is kept anywhere', async () => {
  const { person, code } = await sent('canary');
  const password = 'Correct-Horse-77!';
  await person.say(password);
  await person.say(code);
  await person.shown('From now on I know you on Slack by this user');
  const tables = await world.database.rows<{ name: string }>(
    `select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  for (const { name } of tables) {
    const found = await world.database.rows(
      `select from ${name} as one where one::text like '%' || $1 || '%' or one::text like '%' || $2 || '%'`,
      [code, password],
    );
    expect([name, found.length]).toEqual([name, 0]);
  }
});

test('relinking that is switched off tells a new user what everybody is told who is nobody', async () => {
  const alone = await slackStories('http');
  const off = await openWorld({
    people: [],
    configuration: storyConfiguration({ channel: alone, people: { first: {} } }).replace(
      'policies: {',
      'policies: { relinking: { enabled: false },',
    ),
  });
  try {
    await alone.open(off);
    const first = alone.atSlack('first');
    await first.say('hello');
    await until(() => first.messages.length > 0, 'an answer');
    const second = alone.slack.person({ email: 'first@acme.test' });
    await second.say('yes');
    await second.shown(unknown);
  } finally {
    await alone.close();
    await off.close();
  }
});
