import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentence } from '@access-account/messages';
import type { Effect } from '@access-account/policies';
import { shadowableFeatures } from '../src/config/shadowed-features.ts';
import type { HelpCase, RecordedEffect } from '../src/road/help-case.ts';
import { isOnlyLooking, planOf } from '../src/road/plan.ts';
import { Calendar, expiryConfiguration, expiryPeople } from './support/expiry-world.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const inShadow = (shadow: unknown, features: readonly string[] = shadowableFeatures) =>
  `policies: ${JSON.stringify(Object.fromEntries(features.map((feature) => [feature, { shadow }])))}`;
const shadowed = async (world: World, login: string) =>
  (await world.audited(login)).filter(({ name }) => name === 'effect-shadowed').map(({ summary }) => summary);

describe('OPS-1 with everything in the shadow', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: ['locked', 'asks', 'forgot', 'lost', 'live'],
      more: inShadow(true),
    });
  }, 60_000);
  afterAll(() => world.close());

  test('OPS-1 a lockout is noticed, looked at and decided on; what would have been said is recorded, and nobody hears of it', async () => {
    const chat = await world.chat('locked');
    await world.directoryPage.lock('locked');
    const [would] = await until(async () => {
      const summaries = await shadowed(world, 'locked');
      return summaries.length > 0 && summaries;
    });
    expect(would).toMatch(/^Only in the shadow: To say: .*locked.*Shall I unlock it\?$/);
    expect(chat.messages).toEqual([]);
    const names = (await world.audited('locked')).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['lockout-detected', 'account-read']));
    expect(await world.database.rows('select shadow from notice')).toEqual([{ shadow: true }]);
    // A word is no answer to a question that nobody was shown: it is read as any other.
    await chat.say('yes');
    await chat.shown('I am not sure what you need');
    expect(await world.directoryPage.signIn('locked', 'password-of-locked')).toBe(423);
  });

  test.each([
    ['asks', 'please unlock my account', 'is not locked'],
    ['forgot', 'I forgot my password', 'To begin a new password'],
    ['lost', 'I lost my phone and need to reset MFA', 'To say'],
  ])('OPS-1 %s, who writes “%s”, is heard and not answered', async (login, words, would) => {
    const chat = await world.chat(login);
    expect((await chat.say(words)).status).toBe(202);
    await until(async () => (await shadowed(world, login)).some((summary) => summary.includes(would)));
    expect(chat.messages.filter(({ from }) => from === 'assistant')).toEqual([]);
  });

  test('OPS-1 nothing but looks was performed, and nothing waits to be: no message, no ticket, no button, no proof', async () => {
    const performed = await world.database.rows(
      `select distinct body ->> 'type' as type, body ->> 'operation' as operation from effect
       join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
       where help_case.shadow and effect.status <> 'shadowed'`,
    );
    for (const one of performed)
      expect([
        { type: 'identity', operation: 'account.read' },
        { type: 'identity', operation: 'factor.list' },
        { type: 'instructions', operation: null },
        { type: 'timer', operation: null },
      ]).toContainEqual(one);
    expect(performed.length).toBeGreaterThan(0);
    for (const table of ['ticket', 'desk_ticket', 'proof_link', 'proof'])
      expect([table, await world.database.rows(`select 1 from ${table}`)]).toEqual([table, []]);
    expect(
      await world.database.rows(
        'select 1 from choice_token join help_case on help_case.id = choice_token.case_id where help_case.shadow',
      ),
    ).toEqual([]);
    expect((await world.verifyAudit()).findings).toEqual([]);
  });

  test('OPS-1 it is said: to operators, in the console and by doctor', async () => {
    const headers = { authorization: `Bearer ${world.product.access.operatorToken}` };
    const overview = await (await fetch(`${world.url}/api/v1/overview`, { headers })).json();
    expect(overview.shadow).toEqual([...shadowableFeatures]);
    const { connectors } = await (await fetch(`${world.url}/api/v1/doctor`, { headers })).json();
    expect(connectors).toContainEqual(
      expect.objectContaining({
        name: '(shadow: mfaReset)',
        diagnostics: [expect.objectContaining({ severity: 'warning', remedy: expect.stringContaining('to go live') })],
      }),
    );
    expect(world.product.configuration.warnings.map(({ key }) => key)).toContain('policies.unlockAccount.shadow');
  });

  test('OPS-1 whoever goes live takes the key away: from then on new lockouts are told and lifted', async () => {
    const file = join(world.directory, 'access-account.yaml');
    await world.restart(async () => writeFileSync(file, readFileSync(file, 'utf8').replace(inShadow(true), '')));
    const chat = await world.lockedOut('live');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  });
});

test('OPS-1 by audience: some are watched, the others served', async () => {
  const world = await openWorld({
    people: ['watched', 'served'],
    more: inShadow({ only: ['watched'] }, ['lockoutNotification', 'unlockAccount']),
  });
  try {
    const silent = await world.chat('watched');
    await world.directoryPage.lock('watched');
    const chat = await world.lockedOut('served');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    await until(async () => (await shadowed(world, 'watched')).length > 0);
    expect(silent.messages).toEqual([]);
  } finally {
    await world.close();
  }
}, 60_000);

test('OPS-1 by feature: where unlocking is only watched, nobody is offered it', async () => {
  const world = await openWorld({ people: ['told'], more: inShadow(true, ['unlockAccount']) });
  try {
    const chat = await world.chat('told');
    await world.directoryPage.lock('told');
    await chat.shown('Would you like to know how to unlock it?');
    await chat.choose('Yes');
    await until(async () => (await world.audited('told')).some(({ name }) => name === 'instructions-read'));
    expect(await world.directoryPage.signIn('told', 'password-of-told')).toBe(423);
  } finally {
    await world.close();
  }
}, 60_000);

test('OPS-1 a reminder in the shadow is recorded; whoever goes live is reminded at the next mark', async () => {
  const { slots, password } = expiryPeople();
  const shadow = '{ passwordExpiry: { shadow: { only: ["rose"] } } }';
  const world = await openWorld({
    people: [],
    configuration: expiryConfiguration({ people: { rose: password(14), iris: password(14) }, policies: shadow }),
    hasMovableClock: true,
  });
  try {
    const calendar = await Calendar.of(world.product, 2);
    const [rose, iris] = [await world.chat('rose'), await world.chat('iris')];
    await calendar.at(slots[0] ?? '');
    await iris.shown('The password of iris (Corp) expires in 14 days.');
    await until(async () => (await shadowed(world, 'rose')).some((summary) => summary.includes('expires in 14 days')));
    expect(rose.messages).toEqual([]);
    const file = join(world.directory, 'access-account.yaml');
    await world.restart(async () => writeFileSync(file, readFileSync(file, 'utf8').replace(shadow, '{}')));
    const live = await world.chat('rose');
    await (await Calendar.of(world.product, 2)).at(slots[7] ?? '');
    await live.shown('The password of rose (Corp) expires in 7 days.');
  } finally {
    await world.close();
  }
}, 90_000);

describe('OPS-1 of every kind of effect it is certain whether it only looks', () => {
  const proof = {
    kind: 'fresh-login',
    action: 'unlock',
    system: 'corp',
    account: '1',
    until: '2026-03-02T09:00:00.000Z',
  } as const;
  const request = { about: 'help', system: null, forSomebodyElse: false, containedSecret: false } as const;
  const at = { system: 'corp', account: '1' } as const;
  const reference = { id: '1', number: 'T-1', url: null };
  /** Whatever there is. A kind that is new does not compile until it stands here. */
  const kinds = {
    say: [[{ type: 'say', sentences: [sentence('person.unknown')], notice: true }, false]],
    identity: [
      [{ type: 'identity', operation: 'account.read', ...at }, true],
      [{ type: 'identity', operation: 'factor.list', ...at }, true],
      [{ type: 'identity', operation: 'account.unlock', ...at, episode: 'e1' }, false],
      [{ type: 'identity', operation: 'password.start-reset', ...at }, false],
      [{ type: 'identity', operation: 'password.start-change', ...at }, false],
      [{ type: 'identity', operation: 'factor.remove', ...at, factor: 'f1' }, false],
      [{ type: 'identity', operation: 'sessions.revoke', ...at }, false],
    ],
    ticket: [
      [{ type: 'ticket', operation: 'ticket.open', key: 'k', subject: 's', description: 'd' }, false],
      [{ type: 'ticket', operation: 'ticket.note', key: 'k', text: 't' }, false],
      [{ type: 'ticket', operation: 'ticket.resolve', key: 'k', resolution: 'r' }, false],
      [{ type: 'ticket', operation: 'ticket.hand-off', key: 'k', to: 'security', reason: 'r' }, false],
      [{ type: 'ticket', operation: 'ticket.close-double', key: 'k', double: reference }, false],
    ],
    people: [[{ type: 'people', words: 'kim', user: null, system: null }, true]],
    instructions: [[{ type: 'instructions', topic: 'unlock-account', system: 'corp' }, true]],
    'hand-over': [[{ type: 'hand-over', to: 'help', event: { type: 'help-asked', request } }, false]],
    prove: [[{ type: 'prove', to: { person: 'p', case: 'c' }, event: { type: 'proof-given', proof } }, false]],
    timer: [[{ type: 'timer', timer: 'notice', at: '2026-03-02T09:00:00.000Z' }, true]],
    settle: [[{ type: 'settle', question: 'q', answer: null }, false]],
  } satisfies { readonly [Kind in RecordedEffect['type']]: readonly (readonly [RecordedEffect, boolean])[] };
  const all = Object.values(kinds).flat() as readonly (readonly [RecordedEffect, boolean])[];

  test.each(all)('OPS-1 %j: %s', (effect, looks) => {
    expect(isOnlyLooking(effect)).toBe(looks);
  });

  const helpCase: HelpCase = {
    id: 'case',
    person: 'alex',
    policy: 'unlock-account',
    policyVersion: 1,
    state: {},
    version: 0,
    nextOrdinal: 1,
    question: null,
    subjects: [],
    address: null,
    locale: 'en',
    writtenIn: null,
    holder: null,
    shadow: true,
  };
  const asks = {
    type: 'say',
    sentences: [sentence('person.unknown')],
    question: { choices: ['yes'], about: ['corp/1'] },
  } as const;
  const decided = [...all.map(([effect]) => effect as Effect), asks];
  const plan = (shadow: boolean) =>
    planOf(
      { case: { ...helpCase, shadow }, event: { type: 'timer-due', timer: 'notice' }, state: {}, effects: decided },
      '2026-03-02T08:00:00.000Z',
    );

  test('OPS-1 of a case that only watches all of it is recorded, in its order, and only looks are ever due', () => {
    const { effects, openQuestion, askedQuestion } = plan(true);
    expect(effects).toHaveLength(decided.length);
    for (const { effect, shadowed: isShadowed } of effects) expect(isShadowed).toBe(!isOnlyLooking(effect));
    expect([openQuestion, askedQuestion]).toEqual([null, null]);
  });

  test('and of any other case everything is', () => {
    const { effects, openQuestion } = plan(false);
    expect(effects.filter((one) => one.shadowed)).toEqual([]);
    expect(openQuestion).not.toBeNull();
  });
});
