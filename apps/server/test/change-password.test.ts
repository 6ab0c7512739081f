import { render, sentence } from '@access-account/messages';
import type { Chat } from '../../../tooling/testing/index.ts';
import { Understand } from '../src/road/understand.ts';
import { type DirectoryPerson, directoriesConfiguration, writeArticles } from './support/directories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const languages = ['de', 'en', 'es', 'fr', 'it', 'ja', 'pt-BR'];
const states = ['normal', 'locked', 'expired', 'must-change', 'suspended', 'disabled'] as const;
const modes = ['reset', 'instructions'] as const;

/** Everybody is told at first that the password has to be changed; what becomes of the account until the click is theirs. */
const people: readonly DirectoryPerson[] = [
  ...states.map((state) =>
    state === 'expired' ? { login: state, passwordAgeDays: 100 } : { login: state, mustChange: true },
  ),
  ...languages.map((locale) => ({ login: `speaks-${locale.toLowerCase()}`, locale, mustChange: true })),
];

const { words, systems } = Understand.prototype;
const worlds = new Map<string, World>();
beforeAll(async () => {
  for (const mode of modes) {
    worlds.set(
      mode,
      await openWorld({
        people: [],
        configuration: directoriesConfiguration({
          people,
          policies: `{ passwordExpiry: { changePassword: ${mode} } }`,
        }),
        prepare: (folder) =>
          writeArticles(folder, { 'sandbox/change-password': 'Change it\n\nPress the keys you know.' }),
      }),
    );
  }
}, 90_000);
afterEach(() => Object.assign(Understand.prototype, { words, systems }));
afterAll(async () => {
  for (const world of worlds.values()) await world.close();
});

function worldOf(mode: string): World {
  const world = worlds.get(mode);
  if (world === undefined) throw new Error(`There is no world for ${mode}.`);
  return world;
}

/** Somebody with the button before them; from here on nothing understands words any more. */
async function offered(world: World, login: string, locale = 'en'): Promise<{ chat: Chat; label: string }> {
  const chat = await world.chat(login);
  // Too little to tell a language by: it is the directory's.
  await chat.say('cannot login');
  const label = render(sentence('choice.change-password'), locale);
  await until(() => chat.messages.some(({ choices }) => choices.some((choice) => choice.label === label)));
  const off = () => {
    throw new Error('Nobody understands words on the way of a click.');
  };
  Object.assign(Understand.prototype, { words: off, systems: off });
  return { chat, label };
}

async function become(world: World, state: (typeof states)[number]): Promise<void> {
  switch (state) {
    case 'normal':
      expect(await world.directoryPage.changePassword(state, `password-of-${state}`, 'a new password')).toBe(200);
      break;
    case 'locked':
      await world.directoryPage.lock(state);
      break;
    case 'suspended':
    case 'disabled':
      await world.database.run(
        `update connector_store set value = jsonb_set(value, '{standing}', to_jsonb($1::text))
         where connector = 'sandbox' and value ->> 'login' = $1`,
        [state],
      );
      break;
  }
}

describe.each(modes)('CFG-8 LIM-1 PR-6 Change password (%s), with understanding switched off', (mode) => {
  const answer = mode === 'reset' ? 'Choose a new password for' : 'Press the keys you know.';

  test.each(states)('the account is %s: the right answer for that', async (state) => {
    const world = worldOf(mode);
    const { chat, label } = await offered(world, state);
    await become(world, state);
    expect((await chat.choose(label)).status).toBe(202);
    if (state === 'suspended' || state === 'disabled') {
      await chat.shown('I cannot help with the password of this account. A person at the service desk takes over');
      await chat.shown(/Your ticket is AA-/);
      return expect(chat.messages.map(({ text }) => text).join()).not.toContain(answer);
    }
    if (state === 'locked') {
      const asked = await chat.shown('Shall I unlock it first and then help you to a new password?');
      expect(asked.choices.map(({ label }) => label)).toEqual(['Yes', 'Cancel']);
      await chat.press(asked.choices[0]?.token ?? '');
      await chat.shown('locked (Sandbox Directory) is unlocked');
    }
    const { links } = await chat.shown(answer);
    const pages = mode === 'reset' ? [expect.stringContaining(`/change-password?login=${state}`)] : [];
    expect(links.map(({ url }) => url)).toEqual(pages);
    expect(chat.messages.filter(({ text }) => text.includes(answer))).toHaveLength(1);
  });

  test.each(languages)('in %s: the same answer, in the person’s language', async (locale) => {
    const world = worldOf(mode);
    const login = `speaks-${locale.toLowerCase()}`;
    const { chat, label } = await offered(world, login, locale);
    const before = chat.messages.length;
    const [one, again] = await Promise.all([chat.choose(label), chat.choose(label)]);
    expect([one.status, again.status]).toEqual([202, 202]);
    if (mode === 'reset') {
      const { links } = await chat.shown(({ links }) => links.length > 0);
      expect(links).toEqual([
        {
          label: render(sentence('password.link-label'), locale),
          url: expect.stringContaining(`/change-password?login=${login}`),
        },
      ]);
    } else await chat.shown(answer);
    // The label that was pressed, and one answer to it.
    expect(chat.messages.slice(before).filter(({ from }) => from === 'assistant')).toHaveLength(1);
  });
});
