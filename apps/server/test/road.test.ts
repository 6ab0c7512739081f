import { directory } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** One server; everybody in here has a story of their own. */
const people = [
  'notice',
  'declines',
  'reports',
  'asks',
  'edits',
  'strays',
  'cancels',
  'types',
  'late',
  'torn',
  'open',
  'expired',
  'impatient',
  'delivered',
  'tabbed',
  'owner',
  'thief',
  'again',
  'sibling',
  'overslept',
  'repeater',
  'secretive',
  'foreigner',
  'bob',
  'weary',
  'gone',
  'desk',
  'browsing',
  'counted',
]; // prettier-ignore
let world: World;

beforeAll(async () => {
  // Its tests lock as many people in a minute as an attack does.
  world = await openWorld({ people, more: 'policies: { attackMode: { enabled: false } }' });
}, 60_000);
afterAll(() => world.close());

const passwordOf = (login: string) => `password-of-${login}`;

test('GEN-2 LN-1 LN-4 LN-5 LN-6 LN-8 LN-9 LN-10 locked → told → Yes → unlocked → the ticket is resolved and the old password works', async () => {
  const { directoryPage } = world;
  const chat = await world.chat('notice');
  await directoryPage.lock('notice');
  expect(await directoryPage.signIn('notice', passwordOf('notice'))).toBe(423);

  const notice = await chat.shown('is locked after too many wrong passwords');
  expect(notice.choices.map(({ label }) => label)).toEqual(['Yes', 'No']);
  expect((await chat.choose('Yes')).status).toBe(202);
  await chat.shown('notice (Sandbox Directory) is unlocked. You can sign in with your current password.');

  await world.isBackIn('notice');
  await until(async () => (await world.tickets('notice')).at(0)?.status === 'resolved', 'the resolved ticket');
  expect(await world.tickets('notice')).toHaveLength(1);
  await chat.shown((message) => message.replaces === notice.id && message.choices.length === 0);
  expect((await world.audited('notice')).map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'lockout-detected',
      'message-shown',
      'choice-made',
      'account-unlocked',
      'ticket-opened',
      'ticket-resolve',
      'case-closed',
    ]),
  );
});

test('LN-14 No changes nothing; “This wasn’t me” leaves the account locked and gives security a ticket', async () => {
  const chat = await world.lockedOut('reports');
  await chat.choose('No');
  const reply = await chat.shown('I leave it as it is');
  expect(reply.choices.map(({ label }) => label)).toEqual(['This wasn’t me']);
  await chat.choose('This wasn’t me');
  await chat.shown('a ticket for the security team');
  await until(async () => (await world.tickets('reports')).at(0)?.status === 'handed-off');
  expect(await world.directoryPage.signIn('reports', passwordOf('reports'))).toBe(423);
});

test('EC-35 somebody who said No can still ask, at once', async () => {
  const chat = await world.lockedOut('declines');
  await chat.choose('No');
  await chat.shown('I leave it as it is');
  await chat.say('please unlock my account');
  const asked = await chat.shown('Shall I unlock declines (Sandbox Directory)?');
  expect(asked.choices.map(({ label }) => label)).toEqual(['Yes', 'Edit Request', 'Cancel']);
});

describe('UA asking', () => {
  test('GEN-2 UA-1 UA-2 UA-3 UA-7 free text → Yes / Edit Request / Cancel → Yes unlocks, with a ticket', async () => {
    const chat = await world.lockedOut('asks');
    await chat.say('help, I am locked out, can you unlock my account?');
    await chat.shown('Shall I unlock asks (Sandbox Directory)?');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    await world.isBackIn('asks');
    await until(async () => (await world.tickets('asks')).at(0)?.status === 'resolved');
    // The notice was taken over: its buttons are gone, and one lock is one ticket.
    expect(chat.messages.filter(({ choices }) => choices.length > 0)).toEqual([]);
    expect(await world.tickets('asks')).toHaveLength(1);
  });

  test('UA-4 Edit Request offers one’s own accounts in a form, and goes on with the chosen one', async () => {
    const chat = await world.lockedOut('edits');
    await chat.say('unlock my account');
    await chat.shown('Shall I unlock edits');
    await chat.choose('Edit Request');
    const { form } = await chat.shown((message) => message.form !== null);
    expect(form?.fields[0]?.options.map(({ label }) => label)).toEqual(['edits (Sandbox Directory)']);
    const account = form?.fields[0]?.options[0]?.value ?? '';
    expect((await chat.press(form?.submit.token ?? '', { account })).status).toBe(202);
    await chat.shown(
      ({ text, replaces }) => text === 'Shall I unlock edits (Sandbox Directory)?' && replaces === undefined,
    );
    await until(() => chat.messages.at(-1)?.choices.some(({ label }) => label === 'Yes') === true);
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  });

  test('UA-9 a form that names somebody else’s account is refused, and nothing is read', async () => {
    const bob = await world.lockedOut('bob');
    const chat = await world.lockedOut('strays');
    await chat.say('unlock my account');
    await chat.shown('Shall I unlock strays');
    await chat.choose('Edit Request');
    const { form } = await chat.shown((message) => message.form !== null);
    const [theirs] = await world.database.rows<{ account_id: string }>(
      "select account_id from account where login = 'bob'",
    );
    await chat.press(form?.submit.token ?? '', { account: `sandbox/${theirs?.account_id}` });
    await chat.shown('I can only unlock your own account.');
    expect(await world.directoryPage.signIn('bob', passwordOf('bob'))).toBe(423);
    expect(bob.messages.map(({ text }) => text).join()).not.toContain('strays');
  });

  test('UA-5 Cancel ends it, and the next message starts afresh', async () => {
    const chat = await world.lockedOut('cancels');
    await chat.say('unlock my account');
    await chat.shown('Shall I unlock cancels');
    await chat.choose('Cancel');
    await chat.shown('Cancelled.');
    expect(await world.directoryPage.signIn('cancels', passwordOf('cancels'))).toBe(423);
    await chat.say('unlock my account');
    await until(
      () => chat.events.filter(({ text, replaces }) => text.startsWith('Shall I unlock') && !replaces).length === 2,
    );
  });

  test('UA-8 an account that is open already: says so, changes nothing, opens no ticket', async () => {
    const chat = await world.chat('open');
    await chat.say('unlock my account');
    await chat.shown('open (Sandbox Directory) is not locked. I changed nothing');
    expect(await world.tickets('open')).toEqual([]);
  });

  test('UA-9 “unlock bob” is answered as if there were no bob', async () => {
    const chat = await world.chat('foreigner');
    await chat.say('please unlock bob');
    await chat.shown('I can find nobody of that name whom you may have helped.');
  });

  test('GEN-8 a system that is not connected is plainly not connected, and nothing is done elsewhere', async () => {
    const chat = await world.lockedOut('weary');
    await chat.say('unlock my Fidelity account');
    await chat.shown(/Fidelity.*is not connected here/i);
    expect(await world.directoryPage.signIn('weary', passwordOf('weary'))).toBe(423);
  });

  test('a ticket with the service desk is opened on Yes, and its number is told', async () => {
    const chat = await world.chat('desk');
    await chat.say('service desk');
    await chat.shown('I can open a ticket');
    await chat.choose('Yes');
    const { text } = await chat.shown(/Your ticket is AA-\d{6}/);
    await until(async () => (await world.tickets('desk')).at(0)?.status === 'handed-off');
    expect(text).toContain((await world.tickets('desk'))[0]?.number);
  });

  test('a password that somebody types is neither stored nor repeated', async () => {
    const chat = await world.chat('secretive');
    await chat.say('my password is hunter2-Tr0ub4dor');
    await chat.shown('I have not kept it');
    const [found] = await world.database.rows<{ count: string }>(
      `select (select count(*) from audit where body like '%Tr0ub4dor%') + (select count(*) from case_event where event::text like '%Tr0ub4dor%')
        + (select count(*) from help_case where state::text like '%Tr0ub4dor%') as count`,
    );
    expect(found?.count).toBe('0');
  });
});

describe('LN-7 typed answers', () => {
  test.each(['sure', 'okay'])('“%s” is a Yes to the one open question', async (word) => {
    const person = word === 'sure' ? 'types' : 'again';
    const chat = await world.lockedOut(person);
    await chat.say(word);
    await chat.shown('is unlocked');
    expect(await world.directoryPage.signIn(person, passwordOf(person))).toBe(200);
  });

  test('EC-21 not after 15 minutes: the buttons still work, the word does not', async () => {
    const chat = await world.lockedOut('late');
    const person = await world.personId('late');
    const askedAt = (minutes: number) =>
      world.database.run(
        `update help_case set question = jsonb_set(question, '{askedAt}', to_jsonb($2::text)) where person_id = $1`,
        [person, new Date(Date.now() - minutes * 60_000).toISOString()],
      );
    await askedAt(15.1);
    await chat.say('sure');
    await chat.shown('I am not sure what you need');
    expect(await world.directoryPage.signIn('late', passwordOf('late'))).toBe(423);
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  });

  test('LIM-1 a menu that is out is for its buttons: a typed “yes” goes to the question, and the menu still works', async () => {
    const chat = await world.lockedOut('browsing');
    await chat.say('help');
    await chat.shown('I can unlock an account');
    await chat.say('yes');
    await chat.shown('is unlocked');
    await chat.choose('Service desk');
    await chat.shown('a person at the service desk will help you');
  });

  test('EC-21 with two questions open it is asked which one is meant, and nothing is done', async () => {
    const chat = await world.lockedOut('torn');
    await chat.say('I need to speak to a human');
    await chat.shown('a person at the service desk will help you');
    await until(async () => {
      const [row] = await world.database.rows<{ count: string }>(
        'select count(*) from help_case where person_id = $1 and question is not null',
        [await world.personId('torn')],
      );
      return row?.count === '2';
    });
    await chat.say('yes');
    await chat.shown('There is more than one open question');
    expect(await world.directoryPage.signIn('torn', passwordOf('torn'))).toBe(423);
  });
});

describe('GEN-7 buttons', () => {
  test('EC-20 an expired one says so and offers to look again; the look asks afresh', async () => {
    const chat = await world.lockedOut('expired');
    await world.database.run("update choice_token set expires_at = now() - interval '1 second' where person_id = $1", [
      await world.personId('expired'),
    ]);
    await chat.choose('Yes');
    await chat.shown('This question has expired');
    expect(await world.directoryPage.signIn('expired', passwordOf('expired'))).toBe(423);
    await chat.choose('Check again');
    await until(() => chat.messages.at(-1)?.choices.some(({ label }) => label === 'Yes') === true);
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  });

  test.each([
    ['a hundred clicks on one button at once', 'impatient', {}],
    ['one click delivered a hundred times', 'delivered', { id: 'c1d4b0f2-6f0e-4a55-9d3e-7d1f0f1c2b3a' }],
  ])('EC-18 %s: one unlock, one ticket, one confirmation, the same answer', async (_what, login, id) => {
    const chat = await world.lockedOut(login);
    const choice = chat.tokenOf('Yes');
    const answers = await Promise.all(Array.from({ length: 100 }, () => chat.post({ choice, ...id })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.event)).size).toBe(1);
    await chat.shown('is unlocked');
    await world.isBackIn(login);
    await until(async () => (await world.tickets(login)).at(0)?.status === 'resolved');
    expect(await world.tickets(login)).toHaveLength(1);
    expect(chat.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
    const unlocks = (await world.audited(login)).filter(({ name }) => name === 'account-unlocked');
    expect(unlocks).toHaveLength(1);
  });

  test('one person in two tabs: both get what the product says, and what is pressed in one is shown in the other', async () => {
    const first = await world.lockedOut('tabbed');
    const second = await world.chat('tabbed');
    await second.shown('Shall I unlock it?');
    expect((await second.choose('Yes')).status).toBe(202);
    for (const tab of [first, second]) {
      // Sooner than a stream looks by itself, which it does every quarter of a minute.
      await tab.shown(({ from, text }) => from === 'person' && text === 'Yes', 5000);
      await tab.shown('tabbed (Sandbox Directory) is unlocked', 5000);
      await until(() => tab.messages.every(({ choices }) => choices.length === 0), 'a card without buttons');
    }
    // What comes of words that were typed in one is said in both.
    await first.say('what can you do?');
    for (const tab of [first, second]) await tab.shown('I can unlock an account');
    await until(() => first.messages.length === second.messages.length, 'the same in both');
    const seen = (tab: typeof first) => tab.messages.map(({ id, from, text }) => ({ id, from, text }));
    expect(seen(first)).toEqual(seen(second));
  });

  test('EC-22 somebody else’s button is unknown to the thief, audited, and still the owner’s', async () => {
    const owner = await world.lockedOut('owner');
    const thief = await world.chat('thief');
    await thief.say('help');
    await thief.shown('I can unlock an account');
    const stolen = owner.tokenOf('Yes');
    const answer = await thief.press(stolen);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'unknown-choice' } } });
    expect((await thief.press('a-token-that-never-was')).body.error).toEqual(answer.body.error);
    expect(await world.directoryPage.signIn('owner', passwordOf('owner'))).toBe(423);
    const audited = (await world.audited('thief')).filter(({ kind }) => kind === 'security');
    expect(audited).toMatchObject([{ name: 'choice-refused' }]);
    expect((await owner.press(stolen)).status).toBe(202);
    await owner.shown('is unlocked');
  });

  test('a used one gets the same answer again, its sibling is told that the question was answered', async () => {
    const chat = await world.lockedOut('sibling');
    const [yes, no] = [chat.tokenOf('Yes'), chat.tokenOf('No')];
    const first = await chat.press(yes);
    await chat.shown('is unlocked');
    expect(await chat.press(yes)).toEqual(first);
    expect(await chat.press(no)).toMatchObject({ status: 409, body: { error: { code: 'already-answered' } } });
    expect(await world.directoryPage.signIn('sibling', passwordOf('sibling'))).toBe(200);
  });

  test('one whose question nobody answered for a day works no more, and does not say that it was answered', async () => {
    const chat = await world.chat('overslept');
    await chat.say('help');
    const { choices } = await chat.shown(({ choices }) => choices.length > 1);
    const due = "update effect set not_before = now() where person_id = $1 and lane = 'timer:question'";
    expect(await world.database.run(due, [await world.personId('overslept')])).toBe(1);
    await until(() => chat.messages.every(({ choices }) => choices.length === 0), 'the question being over');
    for (const { token } of choices)
      expect(await chat.press(token)).toMatchObject({ status: 404, body: { error: { code: 'unknown-choice' } } });
  });
});

test('somebody whom no directory knows gets a neutral answer, and leaves nothing behind', async () => {
  const stranger = await world.chat('stranger');
  const answer = await stranger.say('unlock my account');
  expect(answer).toMatchObject({
    status: 403,
    body: { error: { message: 'I cannot help from here. Please ask the service desk.' } },
  });
  expect(await world.database.rows("select 1 from person where login = 'stranger'")).toEqual([]);
});

test('a lockout that is reported again and again is told once', async () => {
  const chat = await world.lockedOut('repeater');
  const { product } = world;
  const { lockouts } = await directory(product)['lockout.poll']({ cursor: null }, product.call());
  const reported = lockouts.filter(({ account }) => account.login === 'repeater');
  expect(reported).toHaveLength(1);
  // Twice in one page, and in a page of its own.
  await product.road.lockouts('sandbox', [...reported, ...reported]);
  await product.road.lockouts('sandbox', reported);
  expect(chat.messages.filter(({ text }) => text.includes('is locked'))).toHaveLength(1);
  const [notices] = await world.database.rows<{ count: string }>('select count(*) from notice where person_id = $1', [
    await world.personId('repeater'),
  ]);
  expect(notices?.count).toBe('1');
});

test('GEN-6 a lock that the directory lifted before the click: nothing was changed, and that is what is said', async () => {
  const chat = await world.lockedOut('gone');
  const { product } = world;
  const [account] = await directory(product)['account.find']({ by: 'login', value: 'gone' }, product.call());
  await directory(product)['account.unlock']({ id: account?.id ?? '' }, product.call());
  await chat.choose('Yes');
  await chat.shown('gone (Sandbox Directory) is not locked. I changed nothing');
  expect(chat.messages.some(({ text }) => text.includes('is unlocked'))).toBe(false);
});

test('whoever clicks while ten thousand others are asked something is found by key: the road does not read the others', async () => {
  const { database } = world;
  // As in the first minute of a storm: nobody has counted yet what is in the tables.
  await database.run('alter table effect set (autovacuum_enabled = false)');
  await database.run(
    `insert into person (id, display_name, login)
     select gen_random_uuid(), login, login from (select 'crowd-' || n as login from generate_series(1, 10000) n) as one`,
  );
  await database.run(
    `with asked as (
       insert into help_case (person_id, id, policy, policy_version, state, locale, next_ordinal)
       select id, gen_random_uuid(), 'unlock-account', 1, '{}', 'en', 2 from person where login like 'crowd-%'
       returning person_id, id
     ) insert into effect (person_id, id, case_id, ordinal, lane, body, not_before)
     select person_id, gen_random_uuid(), id, 1, 'timer:nudge', '{"type": "timer", "timer": "nudge"}', now() + interval '1 day' from asked`,
  );
  const counted = async () => {
    const [row] = await database.rows<{ rows: string; changes: string }>(
      `select sum(seq_tup_read + idx_tup_fetch) as rows, sum(n_tup_upd) as changes from pg_stat_user_tables
       where relname in ('effect', 'help_case', 'choice_token')`,
    );
    return { read: Number(row?.rows), changes: Number(row?.changes) };
  };
  const before = await counted();
  const chat = await world.lockedOut('counted');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  // Sessions hand in what they counted when they have a moment. This much changes on the way from the lock to the reply.
  await until(async () => (await counted()).changes >= before.changes + 10);
  // The looks at what needs a human read all of them now and then; a road that does so reads them at every step.
  expect((await counted()).read - before.read).toBeLessThan(50_000);
});
