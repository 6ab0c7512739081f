import type { ChannelFeatures } from '@access-account/contract';
import type { AnyReadyConnector } from '../src/registry/connector-registry.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { connector } from './support/operations.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({
    people: [],
    configuration: directoriesConfiguration({
      people: ['few', 'many', 'twice', 'bare', 'stranger'].map((login) => ({ login })),
      policies: '{ personalSettings: { language: true } }',
    }),
  });
}, 60_000);

afterAll(() => world.close());

/** The web chat as one that can show less. */
function shows(features: Partial<ChannelFeatures>): void {
  const web = connector(world.product, 'channel', 'web') as unknown as AnyReadyConnector & {
    readonly definition: { readonly features: ChannelFeatures };
  };
  const definition = { ...web.definition, features: { ...web.definition.features, ...features } };
  world.product.registry.set({ ...web, definition } as unknown as AnyReadyConnector);
}

async function settings(login: string) {
  const [row] = await world.database.rows<{ notices: string; language: string | null }>(
    'select notices, language from person_setting where person_id = $1',
    [await world.personId(login)],
  );
  return row;
}

test('GEN-7 a channel with neither forms nor buttons gets every option as a choice it can number', async () => {
  shows({ forms: false, buttons: false });
  const chat = await world.chat('bare');
  await chat.say('notification settings');
  const { form, choices } = await chat.shown('What shall I change?');
  expect(form).toBeNull();
  expect(choices.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Notices of lockouts: at most one a day', 'Language: Deutsch', 'Cancel']),
  );
  await chat.choose('Language: Deutsch');
  await chat.shown('Saved.');
  expect(await settings('bare')).toEqual({ notices: 'normal', language: 'de' });
});

test('GEN-7 on one with buttons more than five options are listed, and the buttons bear their numbers', async () => {
  shows({ forms: false, buttons: true });
  const chat = await world.chat('many');
  await chat.say('notification settings');
  const { text, choices } = await chat.shown('What shall I change?');
  expect(text).toContain('1. Notices of lockouts: at most one a day\n2. Notices of lockouts: none');
  expect(choices.slice(0, 2).map(({ label }) => label)).toEqual(['1', '2']);
  expect(choices.at(-1)?.label).toBe('Cancel');
  await chat.choose('2');
  await chat.shown('Saved.');
  expect((await settings('many'))?.notices).toBe('none');
});

test('GEN-7 EC-18 the option’s button is used up, by whoever it belongs to alone', async () => {
  shows({ forms: false, buttons: true });
  const chat = await world.chat('twice');
  await chat.say('notification settings');
  const { choices } = await chat.shown('What shall I change?');
  const [daily, none] = choices;
  const stranger = await world.chat('stranger');
  expect((await stranger.press(daily?.token ?? '')).status).toBe(404);
  const first = await chat.press(daily?.token ?? '');
  const repeated = await chat.press(daily?.token ?? '');
  expect([first.status, repeated.status]).toEqual([202, 202]);
  expect(repeated.body.event).toBe(first.body.event);
  expect((await chat.press(none?.token ?? '')).status).toBe(409);
  // What a client sends along does not change what the button stands for.
  expect((await settings('twice'))?.notices).toBe('daily');
});

test('GEN-7 where there are forms it stays a form', async () => {
  shows({ forms: true, buttons: true });
  const chat = await world.chat('few');
  await chat.say('notification settings');
  const { form, choices } = await chat.shown('What shall I change?');
  expect(form?.fields[0]?.options.length).toBeGreaterThan(5);
  expect(choices.map(({ label }) => label)).toEqual(['Cancel']);
});
