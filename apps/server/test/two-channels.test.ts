import { directoriesConfiguration } from './support/directories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({
    people: [],
    configuration: directoriesConfiguration({ people: [{ login: 'both' }], chats: ['web', 'phone'] }),
  });
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

test('EC-19 pressed on two channels at the same moment: one unlock, one ticket, and the card that lost says so', async () => {
  const web = await world.chat('both');
  const phone = await world.chat('both', 'phone');
  await world.directoryPage.lock('both');
  const notice = await web.shown('Shall I unlock it?');
  const question = await phone.ask('unlock my account', ({ choices }) => choices.length > 0);
  const yes = (choices: typeof notice.choices) => choices.find(({ label }) => label === 'Yes')?.token ?? '';
  await Promise.all([web.press(yes(notice.choices)), phone.press(yes(question.choices))]);
  await until(async () => (await world.directoryPage.signIn('both', 'password-of-both')) === 200);
  await world.isBackIn('both');
  await until(async () => (await world.tickets('both')).some(({ status }) => status === 'resolved'));
  const audited = await world.audited('both');
  expect(audited.filter(({ name }) => name === 'account-unlocked')).toHaveLength(1);
  expect(await world.tickets('both')).toHaveLength(1);
  const confirmations = [...web.messages, ...phone.messages].filter(({ text }) => text.includes('is unlocked'));
  expect(confirmations).toHaveLength(1);
  // Neither card can be pressed any more.
  await until(() => !web.messages.some(({ choices }) => choices.some(({ label }) => label === 'Yes')));
  await until(() => !phone.messages.some(({ choices }) => choices.some(({ label }) => label === 'Yes')));
});
