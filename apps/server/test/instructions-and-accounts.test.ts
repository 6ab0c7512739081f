import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxDirectory } from '../../../tooling/testing/index.ts';
import { breakConnector } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const person = (login: string) => ({
  login,
  displayName: `Test ${login}`,
  email: `${login}@acme.test`,
  password: `password-of-${login}`,
});

/** Two directories with the same people in them, and the organisation's own words for what is in neither. */
const configuration = (people: readonly string[], policies: string) => `
dataDirectory: data
connectors:
  corp:
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    config: ${JSON.stringify({ displayName: 'Corp', lockAfter: 2, passwordHashCost: 10, people: people.map(person) })}
  plant:
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    config: ${JSON.stringify({ displayName: 'Plant', lockAfter: 2, passwordHashCost: 10, people: people.map(person) })}
  words: { package: "@access-account/identity-instructions", config: { directory: instructions } }
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: corp, channels: [web], tickets: desk }
policies: ${policies}
`;

function writeInstructions({ directory }: World): void {
  for (const [system, text] of [
    ['corp', 'Unlock in Corp\n\nCall extension 1234.'],
    ['payroll', 'Unlock in Payroll\n\nAsk the payroll office.'],
  ] as const) {
    mkdirSync(join(directory, 'instructions', system), { recursive: true });
    writeFileSync(join(directory, 'instructions', system, 'unlock-account.en.md'), `# ${text}\n`);
  }
}

describe('LN-12 EC-24 several accounts', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ people: [], configuration: configuration(['both', 'partly', 'joins', 'pay'], '{}') });
    writeInstructions(world);
  }, 60_000);
  afterAll(() => world.close());
  const at = (connector: string) => sandboxDirectory({ url: world.url, connector });

  test('locked at once they are one card and one Yes, each named with its system', async () => {
    const chat = await world.chat('both');
    await Promise.all([at('corp').lock('both'), at('plant').lock('both')]);
    await until(() =>
      chat.messages.some(({ text }) => /both \((Corp|Plant)\) and both \((Corp|Plant)\) are locked/.test(text)),
    );
    expect(chat.messages.filter(({ text }) => text.includes('locked after too many'))).toHaveLength(1);
    await chat.choose('Yes');
    const { text } = await chat.shown('unlocked');
    expect(text).toContain('both (Corp)');
    expect(text).toContain('both (Plant)');
    expect(await at('corp').signIn('both', 'password-of-both')).toBe(200);
    expect(await at('plant').signIn('both', 'password-of-both')).toBe(200);
    await world.timePasses('both', 2);
    await until(async () => (await world.tickets('both')).at(0)?.status === 'resolved');
    expect(await world.tickets('both')).toHaveLength(1);
  });

  test('a lock that comes while the card is out joins it', async () => {
    const chat = await world.chat('joins');
    await at('corp').lock('joins');
    const card = await chat.shown('Your account joins (Corp) is locked');
    await at('plant').lock('joins');
    await chat.shown(
      ({ replaces, text }) => replaces === card.id && text.includes('joins (Corp) and joins (Plant) are locked'),
    );
    expect(chat.messages).toHaveLength(1);
  });

  test('one that is refused is told of beside one that is unlocked', async () => {
    const chat = await world.chat('partly');
    await Promise.all([at('corp').lock('partly'), at('plant').lock('partly')]);
    await until(() => chat.messages.some(({ text }) => text.includes('are locked')));
    await world.database.run(
      `update connector_store set value = jsonb_set(value, '{standing}', '"disabled"') where connector = 'plant' and value ->> 'login' = 'partly'`,
    );
    await chat.choose('Yes');
    const { text } = await chat.shown('partly (Corp) is unlocked');
    expect(text).toContain('I cannot unlock this account.');
    await chat.shown(/Your ticket is AA-/);
    expect(await at('plant').signIn('partly', 'password-of-partly')).not.toBe(200);
  });

  test('UA-6 GEN-8 a system that is not connected is answered with the organisation’s own words, and a ticket', async () => {
    const chat = await world.chat('pay');
    await chat.say('unlock my payroll account');
    await chat.shown('Ask the payroll office.');
    await until(async () => (await world.tickets('pay')).at(0)?.status === 'resolved');
  });
});

describe('CFG-3 LN-13 notify and instructions', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: configuration(['reads', 'wordless', 'unread'], '{ lockoutNotification: { mode: instructions } }'),
    });
    writeInstructions(world);
  }, 60_000);
  afterAll(() => world.close());
  const at = (connector: string) => sandboxDirectory({ url: world.url, connector });

  test('the instructions come only after Yes, and nothing is unlocked', async () => {
    const chat = await world.chat('reads');
    await at('corp').lock('reads');
    const notice = await chat.shown('Would you like to know how to unlock it?');
    expect(notice.text).not.toContain('1234');
    await chat.choose('Yes');
    await chat.shown('Call extension 1234.');
    await until(async () => (await world.tickets('reads')).at(0)?.status === 'resolved');
    expect(await at('corp').signIn('reads', 'password-of-reads')).toBe(423);
  });

  test('where there are none, people take over and the number of their ticket is told', async () => {
    const chat = await world.chat('wordless');
    await at('plant').lock('wordless');
    await chat.shown('Would you like to know how to unlock it?');
    await chat.choose('Yes');
    await chat.shown('I have no instructions for Plant.');
    await chat.shown(/Your ticket is AA-/);
    await until(async () => (await world.tickets('wordless')).at(0)?.status === 'handed-off');
  });

  test('instructions that cannot be read are like none: the person is not left waiting', async () => {
    const chat = await world.chat('unread');
    const repair = breakConnector({
      product: world.product,
      kind: 'instructions',
      name: 'words',
      schedule: () => 'before',
    });
    try {
      await at('corp').lock('unread');
      await chat.shown('Your account unread (Corp) is locked');
      await chat.choose('Yes');
      await chat.shown('I have no instructions for Corp.');
    } finally {
      repair();
    }
  });
});
