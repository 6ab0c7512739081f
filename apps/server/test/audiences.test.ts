import { audienceFilter } from '../src/config/audience-filter.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { openWorld, type World } from './support/world.ts';

describe('CFG-9 every feature is for whom it is configured', () => {
  let world: World;
  beforeAll(async () => {
    const people = ['inside', 'svc-backup', 'svc-told', 'staff', 'partner-one'].map((login) => ({
      login,
      factors: ['Pixel 9'],
    }));
    const portals = [
      { label: 'For everybody', url: 'https://all.acme.test' },
      { label: 'For partners', url: 'https://partners.acme.test', audience: { only: ['partner-*'] } },
      { label: 'For staff', url: 'https://staff.acme.test', audience: { except: ['partner-*'] } },
    ];
    const except = { audience: { except: ['svc-*'] } };
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people,
        policies: JSON.stringify({
          unlockAccount: except,
          lockoutNotification: { audience: { except: ['svc-backup'] } },
          passwordReset: { ...except, mode: 'instructions', portals },
          mfaReset: except,
        }),
      }),
    });
  }, 60_000);
  afterAll(() => world.close());

  test.each(['unlock my account', 'I forgot my password', 'I lost my phone'])(
    'whoever is outside gets the service desk instead: %s',
    async (words) => {
      const chat = await world.chat('svc-backup');
      await chat.say(words);
      await chat.shown('service desk');
    },
  );

  test('whoever is inside is helped', async () => {
    const chat = await world.chat('inside');
    await chat.say('I lost my phone');
    await chat.shown('Shall I reset MFA for inside (Sandbox Directory)?');
  });

  test('of a lock only those hear whom the notice is for', async () => {
    const outside = await world.chat('svc-backup');
    const inside = await world.chat('svc-told');
    await world.directoryPage.lock('svc-backup');
    await world.directoryPage.lock('svc-told');
    await inside.shown('is locked after too many wrong passwords');
    expect(outside.messages.map(({ text }) => text).join()).not.toContain('is locked after');
  });

  test.each([
    ['staff', ['For everybody', 'For staff']],
    ['partner-one', ['For everybody', 'For partners']],
  ])('PR-4 %s is shown the portals that are for them', async (login, labels) => {
    const chat = await world.chat(login);
    await chat.say('I forgot my password');
    const shown = await chat.shown('Choose a new password for');
    expect(shown.links.map(({ label }) => label)).toEqual(labels);
  });
});

describe('whom an audience includes', () => {
  const alex = { login: 'alex', email: 'Alex@acme.test' };

  test.each([
    ['all' as const, true],
    [{ systems: ['corp'] }, true],
    [{ systems: ['other'] }, false],
    [{ only: ['*@ACME.test'] }, true],
    [{ only: ['*@acme.example'] }, false],
    [{ only: ['al*'], except: ['alex'] }, false],
    [{ except: ['a.ex'] }, true],
  ])('%j: %s', (audience, expected) => {
    expect(audienceFilter(audience)('corp', alex)).toBe(expected);
  });
});
