import type { InboundOutcome, Message } from '@access-account/contract';
import { fakeCall, fakeClock, memoryStore } from '@access-account/testkit';
import { pressedActivity, sightOf, type TeamsFake } from '../src/fake/index.ts';
import type { Json } from '../src/fake/json.ts';
import { accepted, connected } from './connected.ts';
import { startTeams } from './teams-world.ts';

/** A click is answered by a card, whatever happens: Teams sends it again where the answer is empty. */
const clock = fakeClock();
const question: Message = { text: 'Shall I?', choices: [{ label: 'Yes', token: 'token-yes' }], locale: 'en' };
const answered: Message = { text: 'Shall I?\n\n✓ Yes', locale: 'en' };
let teams: TeamsFake;
beforeAll(async () => {
  teams = await startTeams(clock);
});
afterAll(() => teams.close());

async function asked(store = memoryStore()) {
  const product = await connected({ teams, clock, context: { store } });
  const person = teams.person({ login: `${crypto.randomUUID()}@acme.test`, hasApp: false });
  const { login, email } = person.user;
  const known = { login, email, displayName: login, locale: null };
  const opened = await product.operations['conversation.open'](known, fakeCall());
  const to = { id: opened?.conversation.id ?? '' };
  const at = await product.operations['message.send']({ to, message: question }, fakeCall());
  const click = person.pressing('Yes');
  const update = (message = answered) => product.operations['message.update']({ to, at, message }, fakeCall());
  const press = async (outcome: InboundOutcome, activity = click) => {
    const { events, respond } = await product.receive(teams.signed(activity));
    return { events, respond: async () => JSON.parse(String((await respond([outcome])).body)) as Json };
  };
  return { ...product, person, to, at, click, update, press };
}

const textOf = ({ value }: Json) => sightOf({ card: value as Json }).text;

test('by the card that what it decided put in its place, which is there afterwards too (H)', async () => {
  const { press, update, person } = await asked();
  const { events, respond } = await press(accepted);
  expect(events).toMatchObject([{ kind: 'choice', token: 'token-yes' }]);
  const answer = respond();
  await update();
  expect(await answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
  expect(textOf(await answer)).toBe(answered.text);
  expect(person.messages.map(({ text }) => text)).toEqual([answered.text]);
});

test('by that card also where it was quicker than the store', async () => {
  const { press, update } = await asked();
  const { respond } = await press(accepted);
  await update();
  expect(textOf(await respond())).toBe(answered.text);
});

test('by that card also where another server put it there, and nothing of it is left behind', async () => {
  const store = memoryStore();
  const { press, to, at, close } = await asked(store);
  const other = await connected({ teams, clock, context: { store } });
  const { respond } = await press(accepted);
  const answer = respond();
  await other.operations['message.update']({ to, at, message: answered }, fakeCall());
  expect(textOf(await answer)).toBe(answered.text);
  expect(await store.list('card/')).toHaveLength(1);
  await Promise.all([close(), other.close()]);
  expect(await store.list('card/')).toEqual([]);
});

test('what a server left behind that died is taken away by the next', async () => {
  const store = memoryStore();
  await store.put('card/a:1/1', { at: clock.now().getTime() - 6000, card: { type: 'AdaptiveCard' } });
  await store.put('card/a:1/2', { at: clock.now().getTime(), card: { type: 'AdaptiveCard' } });
  const { close } = await connected({ teams, clock, context: { store } });
  await close();
  expect((await store.list('card/')).map(({ key }) => key)).toEqual(['card/a:1/2']);
});

test('where it is late, by the button that was pressed, without any button and without a word that is not known to be true (H)', async () => {
  const { press, update, person } = await asked();
  const begun = performance.now();
  const answer = await (await press(accepted)).respond();
  expect(performance.now() - begun).toBeLessThan(2500);
  const seen = sightOf({ card: answer.value as Json });
  expect(seen).toMatchObject({ text: '✓ Yes', buttons: [], fields: [] });
  await update();
  expect(person.messages[0]?.text).toBe(answered.text);
});

test('a click that comes again is answered by the same card, at once (H, J)', async () => {
  const { press, update } = await asked();
  const first = await press(accepted);
  await update();
  await first.respond();
  const begun = performance.now();
  const again = await (await press({ status: 'repeated', event: 'event-1' })).respond();
  expect(textOf(again)).toBe(answered.text);
  expect(performance.now() - begun).toBeLessThan(1000);
});

test('a click that comes again to a server that knows nothing of the first is answered beside the card, which may be the right one (H, J)', async () => {
  const store = memoryStore();
  const { click, update } = await asked(store);
  await update();
  const other = await connected({ teams, clock, context: { store } });
  const { respond } = await other.receive(teams.signed(click));
  const { body } = await respond([{ status: 'repeated', event: 'event-1' }]);
  expect(JSON.parse(String(body))).toEqual({
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: '✓ Yes',
  });
});

test('a card that was changed before the click does not answer it', async () => {
  const { press, update } = await asked();
  await update({ ...question, text: 'Shall I, again?' });
  const { respond } = await press(accepted);
  const answer = respond();
  await update();
  expect(textOf(await answer)).toBe(answered.text);
});

test('a refusal stands beside the card, which stays (H)', async () => {
  const { press, person } = await asked();
  const message = { text: 'That is over.', locale: 'en' };
  const { respond } = await press({ status: 'refused', reason: 'already-answered', message });
  const type = 'application/vnd.microsoft.activity.message';
  expect(await respond()).toEqual({ statusCode: 200, type, value: 'That is over.' });
  expect(person.messages[0]?.buttons).toHaveLength(1);
});

test('another person’s click is not answered by it (K)', async () => {
  const { press, update } = await asked();
  const other = await asked();
  const activity = pressedActivity({
    ...teams.happened(other.person.user),
    token: 'token-yes',
    label: 'Yes',
    message: other.at.id,
  });
  const { respond } = await press(accepted, activity);
  const answer = respond();
  await update();
  expect(textOf(await answer)).toBe('✓ Yes');
});

test('a form comes back with what was chosen (I)', async () => {
  const { press, person } = await asked();
  const activity = pressedActivity({
    ...teams.happened(person.user),
    token: 'token-form',
    chosen: { 'field:account': '2', other: 'x' },
  });
  const message = { text: 'x', locale: 'en' };
  const { events, respond } = await press({ status: 'refused', reason: 'invalid', message }, activity);
  expect(events).toMatchObject([{ kind: 'choice', token: 'token-form', values: { account: '2' } }]);
  expect(Object.keys((events[0] as { values: object }).values)).toEqual(['account']);
  await respond();
});
