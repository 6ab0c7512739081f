import { openChoicePage } from './support/choice-page.ts';
import { type EmailStories, emailStories } from './support/email-stories.ts';
import { type SlackStories, slackStories, storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** Whoever their chat does not reach is reached by mail. */
let chat: SlackStories;
let mail: EmailStories;
let world: World;

beforeAll(async () => {
  [chat, mail] = await Promise.all([slackStories('http'), emailStories()]);
  world = await openWorld({
    people: [],
    configuration: storyConfiguration({ channel: chat, people: { unreached: {}, unknown: {} } })
      .replace('channels: [chat]', 'channels: [chat, mail]')
      .replace('  desk:', `  mail: ${mail.entry}\n  desk:`),
  });
  await Promise.all([chat.open(world), mail.open(world)]);
}, 60_000);
afterAll(async () => {
  await Promise.all([chat.close(), mail.close()]);
  await world.close();
});
afterEach(() => chat.slack.faults.clear());

const signIn = (login: string) => world.directoryPage.signIn(login, `password-of-${login}`);
const says = (messages: readonly { readonly text: string }[], words: string) =>
  messages.filter(({ text }) => text.includes(words)).length;

/** Presses Yes behind the link of the newest mail that asks. */
async function pressYes(login: string) {
  const notice = await mail.atMail(login).shown('Shall I unlock it?');
  await (await openChoicePage(notice.buttons.find(({ label }) => label === 'Yes')?.url ?? '')).press();
}

test('GEN-6 LN-4 a chat that lets nobody in: the notice comes by mail, once, its link unlocks, and the chat is not told afterwards', async () => {
  const person = chat.atSlack('unreached');
  await person.say('hello');
  await until(() => person.messages.length > 0, 'an answer');
  const before = person.messages.length;
  chat.slack.faults.plan(/./, { kind: 'error', error: 'account_inactive' }, 1000);
  await world.directoryPage.lock('unreached');
  await mail.atMail('unreached').shown('Shall I unlock it?');
  chat.slack.faults.clear();
  await pressYes('unreached');
  await mail.atMail('unreached').shown('unreached (Corp) is unlocked');
  expect(await signIn('unreached')).toBe(200);
  await world.isBackIn('unreached');
  const { mails } = mail.atMail('unreached');
  expect([says(mails, 'Shall I unlock it?'), says(mails, 'is unlocked')]).toEqual([1, 1]);
  expect(person.messages).toHaveLength(before);
});

test('LN-4 whom the chat does not know at all is told by mail, once', async () => {
  await world.directoryPage.lock('unknown');
  await pressYes('unknown');
  await mail.atMail('unknown').shown('unknown (Corp) is unlocked');
  expect(await signIn('unknown')).toBe(200);
  expect(says(mail.atMail('unknown').mails, 'Shall I unlock it?')).toBe(1);
});
