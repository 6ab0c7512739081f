import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxConfiguration, temporaryDirectory } from '../../../tooling/testing/index.ts';
import { loadConfiguration } from '../src/config/load-configuration.ts';
import { loadConnectors } from '../src/registry/load-connectors.ts';
import { writeArticles } from './support/directories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const withWords = (audiences: object, people: readonly string[] = ['alex']) =>
  sandboxConfiguration({ people, lockAfter: 2 }).replace(
    '\n  web:',
    `\n  words: { package: "@access-account/identity-instructions", audiences: ${JSON.stringify(audiences)} }\n  web:`,
  );

describe('CFG-9 instructions are given to those they are for', () => {
  let world: World;
  beforeAll(async () => {
    const audiences = {
      payroll: { only: ['fin-*'], except: ['fin-guest'] },
      archive: { systems: ['elsewhere'] },
      canteen: { systems: ['sandbox'], only: ['*@acme.test'] },
    };
    world = await openWorld({
      people: [],
      configuration: withWords(audiences, ['fin-ann', 'fin-guest', 'bob']),
      prepare: (directory) =>
        writeArticles(directory, {
          'payroll/unlock-account': 'Unlock Payroll\n\nAsk the payroll office.',
          'archive/unlock-account': 'Unlock Archive\n\nAsk the archive.',
          'canteen/unlock-account': 'Unlock Canteen\n\nAsk the cook.',
          'parking/unlock-account': 'Unlock Parking\n\nAsk the porter.',
        }),
    });
  }, 60_000);
  afterAll(() => world.close());

  test.each([
    ['fin-ann', 'payroll', 'Ask the payroll office.'],
    ['bob', 'canteen', 'Ask the cook.'],
    ['bob', 'parking', 'Ask the porter.'],
  ])('%s is given those for %s', async (login, system, text) => {
    const chat = await world.chat(login);
    await chat.say(`unlock my ${system} account`);
    await chat.shown(text);
  });

  test.each([
    ['bob', 'payroll', 'payroll office'],
    ['fin-guest', 'payroll', 'payroll office'],
    ['fin-ann', 'archive', 'Ask the archive'],
  ])(
    '%s is not given those for %s, and goes to the service desk as for a system without any',
    async (login, system, text) => {
      const chat = await world.chat(login);
      await chat.say(`unlock my ${system} account`);
      await chat.shown('service desk');
      expect(chat.messages.filter((message) => message.text.includes(text))).toEqual([]);
      await until(async () => (await world.tickets(login)).some(({ status }) => status === 'handed-off'));
    },
  );
});

describe('CFG-9 an audience of instructions is checked at the start', () => {
  const load = async (text: string) => {
    const file = join(temporaryDirectory(), 'access-account.yaml');
    writeFileSync(file, text);
    return loadConnectors(loadConfiguration({ file, environment: {} }));
  };

  test('one that is good', async () => {
    await expect(load(withWords({ payroll: { only: ['fin-*'] } }))).resolves.toHaveLength(4);
  });

  test.each([
    ['a key that there is not', { payroll: { olny: ['fin-*'] } }, 'audiences.payroll'],
    ['an empty pattern', { payroll: { only: [''] } }, 'audiences.payroll.only'],
    ['a list', { payroll: ['fin-*'] }, 'audiences.payroll'],
  ])('%s is told with its place', async (_, audiences, key) => {
    await expect(load(withWords(audiences))).rejects.toThrow(key);
  });

  test('one of a connector that gives no instructions', async () => {
    const text = sandboxConfiguration().replace(
      'web: { package: "@access-account/channel-web" }',
      'web: { package: "@access-account/channel-web", audiences: { payroll: { only: ["fin-*"] } } }',
    );
    await expect(load(text)).rejects.toThrow('Only an instructions connector has audiences');
  });
});
