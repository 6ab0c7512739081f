import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoriesConfiguration } from './support/directories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

describe('everything is on', () => {
  const people = [
    ...['picks-unlock', 'picks-reset', 'picks-mfa', 'picks-desk'].map((login) => ({ login, factors: ['Pixel 9'] })),
    { login: 'locked' },
    { login: 'open', factors: ['Pixel 9'] },
    { login: 'due', mustChange: true },
    { login: 'liest', locale: 'de-DE' },
    { login: 'reads', locale: 'en-US' },
    { login: 'lit', locale: 'fr-FR' },
  ];
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({ people, policies: '{ unlockAccount: { tickets: never } }' }),
      prepare: (folder) => {
        mkdirSync(join(folder, 'instructions/payroll'), { recursive: true });
        for (const [language, text] of [
          ['en', 'A password in Payroll\n\nAsk the payroll office.'],
          ['de', 'Ein Passwort in Payroll\n\nFragen Sie das Lohnbüro.'],
        ] as const)
          writeFileSync(join(folder, `instructions/payroll/reset-password.${language}.md`), `# ${text}\n`);
      },
    });
  }, 60_000);
  afterAll(() => world.close());

  test.each([
    ['picks-unlock', 'Unlock account', 'picks-unlock (Sandbox Directory) is not locked. I changed nothing'],
    ['picks-reset', 'I forgot my password', 'Choose a new password for picks-reset (Sandbox Directory)'],
    ['picks-mfa', 'Reset MFA', 'Shall I reset MFA for picks-mfa (Sandbox Directory)?'],
    ['picks-desk', 'Service desk', 'a person at the service desk will help you'],
  ])('GEN-1 the menu leads to every help there is: %s', async (login, label, said) => {
    const chat = await world.chat(login);
    await chat.say('help');
    const menu = await chat.shown(
      'I can unlock an account, help with a new password, reset multi-factor authentication',
    );
    expect(menu.choices.map(({ label }) => label)).toEqual([
      'Unlock account',
      'I forgot my password',
      'Reset MFA',
      'Service desk',
    ]);
    await chat.choose(label);
    await chat.shown(said);
  });

  test('GEN-4 “I can’t get in” reads the live state and offers what fits: locked', async () => {
    const chat = await world.lockedOut('locked');
    await chat.say('I can’t get in');
    const found = await chat.shown(
      'locked (Sandbox Directory) is locked after too many wrong passwords.\n\nWhat shall',
    );
    expect(found.choices.map(({ label }) => label)).toEqual([
      'Unlock account',
      'I forgot my password',
      'Service desk',
      'Cancel',
    ]);
    expect(await world.directoryPage.signIn('locked', 'password-of-locked')).toBe(423);
    await chat.choose('Unlock account');
    await chat.shown('Shall I unlock locked (Sandbox Directory)?');
  });

  test.each([
    [
      'open',
      'is not locked, and I see no password that has to be changed',
      ['I forgot my password', 'Reset MFA', 'Service desk', 'Cancel'],
    ],
    ['due', 'The password of due (Sandbox Directory) has to be changed', ['Change password', 'Service desk', 'Cancel']],
  ])('GEN-4 and for an account that is %s', async (login, said, offered) => {
    const chat = await world.chat(login);
    await chat.say('I can’t get in');
    const found = await chat.shown(said);
    expect(found.choices.map(({ label }) => label)).toEqual(offered);
  });

  test.each([
    ['liest', 'Fragen Sie das Lohnbüro.'],
    ['reads', 'Ask the payroll office.'],
    ['lit', 'Ask the payroll office.'],
  ])('CFG-4 CFG-12 GEN-10 an article is served in the language of %s, or in the default one', async (login, said) => {
    const chat = await world.chat(login);
    await chat.say('payroll password reset');
    await chat.shown(said);
  });

  test('GEN-9 unlock with tickets: never opens none, and is followed through all the same', async () => {
    const chat = await world.lockedOut('reads');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    await world.timePasses('reads', 10);
    const nudge = await chat.shown('I have not seen a sign-in to');
    expect(nudge.choices.map(({ label }) => label)).toEqual(['It works']);
    await world.timePasses('reads', 20);
    await until(async () => {
      const rows = await world.database.rows<{ outcome: string }>(
        "select outcome from help_case where person_id = $1 and policy = 'lockout-notification'",
        [await world.personId('reads')],
      );
      return rows[0]?.outcome === 'unlocked';
    });
    expect(await world.tickets('reads')).toEqual([]);
  });
});

describe('everything is off', () => {
  let world: World;
  beforeAll(async () => {
    const off = '{ enabled: false }';
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people: [{ login: 'unhelped', factors: ['Pixel 9'] }],
        policies: `{ unlockAccount: ${off}, lockoutNotification: ${off}, passwordReset: ${off}, mfaReset: ${off} }`,
      }),
    });
  }, 60_000);
  afterAll(() => world.close());

  test.each([
    ['unlock my account', 'I can open a ticket, and a person at the service desk will help you. Shall I?'],
    ['I forgot my password', 'I cannot start a password reset from here, the service desk does that.'],
    ['I lost my phone', 'I cannot reset multi-factor authentication from here, the service desk does that.'],
  ])('CFG-9 “%s” is for the desk where the feature is switched off', async (text, said) => {
    const chat = await world.chat('unhelped');
    await chat.say(text);
    await chat.shown(said);
    expect(
      await world.database.rows(
        "select 1 from effect where body ->> 'type' = 'identity' and body ->> 'operation' <> 'account.read'",
      ),
    ).toEqual([]);
  });

  test('CFG-9 and nobody is told of a lock', async () => {
    const chat = await world.chat('unhelped');
    await world.directoryPage.lock('unhelped');
    await until(async () => (await world.database.rows('select 1 from lockout')).length === 1);
    await chat.say('help');
    await chat.shown('I can bring in a person');
    expect(chat.messages.map(({ text }) => text).join()).not.toContain('is locked');
  });
});
