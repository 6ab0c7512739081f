import type { Chat } from '../../../tooling/testing/index.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const two = ['Pixel 9', 'YubiKey 5C'];
const people = ['robbed', 'settled', 'locked', 'often', 'first', 'second', 'third'].map((login) => ({
  login,
  factors: two,
  manager: 'boss',
}));

async function open(caution: string): Promise<World> {
  return openWorld({
    people: [],
    configuration: directoriesConfiguration({
      people: [{ login: 'boss' }, ...people],
      chats: ['web', 'phone'],
      policies: `{ caution: ${caution} }`,
    }),
  });
}

/** Confirms that a second factor goes: the one with this label. */
async function lost(chat: Chat, label: string): Promise<void> {
  const question = await chat.ask('I lost my phone', ({ text }) =>
    /^(Shall I reset MFA for|Which second factor of)/.test(text),
  );
  if (question.form === null) {
    await chat.choose('Yes, reset MFA');
    return;
  }
  const option = question.form.fields[0]?.options.find((one) => one.label.startsWith(label))?.value ?? '';
  await chat.press(question.form.submit.token, { factor: option });
}

/** Somebody whose second factor was removed in the web chat, and who says on the phone that it was not them. */
async function reported(world: World, login: string) {
  const phone = await world.chat(login, 'phone');
  const thief = await world.chat(login);
  await lost(thief, 'Pixel 9');
  await thief.shown('I removed Pixel 9');
  await phone.shown('MFA was reset just now');
  const session = await world.directoryPage.session(login, `password-of-${login}`);
  await phone.choose('This wasn’t me');
  return { phone, thief, session };
}

async function resolved(world: World, login: string): Promise<void> {
  await until(async () => (await world.tickets(login)).some(({ status }) => status === 'handed-off'));
  const headers = {
    authorization: `Bearer ${world.product.access.operatorToken}`,
    'content-type': 'application/json',
  };
  const listed = await fetch(`${world.url}/api/v1/tickets?person=${login}&status=handed-off`, { headers });
  const { tickets } = (await listed.json()) as { readonly tickets: readonly { readonly key: string }[] };
  for (const { key } of tickets) {
    const body = JSON.stringify({ key, resolution: 'We looked into it.' });
    const answer = await fetch(`${world.url}/api/v1/tickets/resolve`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  }
}

const proofAsked = /must be sure that it is you/;

describe('MFA-8 “This wasn’t me”', () => {
  let world: World;
  beforeAll(async () => {
    world = await open('{}');
  }, 60_000);
  afterAll(async () => {
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
  });

  test('ends the sessions, hands a ticket to security and asks for proof from then on', async () => {
    const { phone, thief, session } = await reported(world, 'robbed');
    const { text } = await phone.shown('All sessions of robbed (Sandbox Directory) are ended');
    expect(text).not.toContain('could not confirm');
    expect(await world.directoryPage.enrol(session, 'Thief')).toBe(401);
    expect(phone.messages.map((message) => message.text).join()).toContain('I ask for one proof more');
    const revoked = (await world.audited('robbed')).filter(({ detail }) => detail.operation === 'sessions.revoke');
    expect(revoked.map(({ detail }) => detail.rule)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^owner\.sessions\.revoke@\d+$/)]),
    );
    await lost(phone, 'YubiKey 5C');
    await phone.shown(proofAsked);
    await world.directoryPage.lock('robbed');
    await thief.shown('Shall I unlock it?');
    await thief.choose('Yes');
    await thief.shown(/Before I unlock/);
  });

  test('until the desk has settled it', async () => {
    const { phone } = await reported(world, 'settled');
    await phone.shown('All sessions of settled (Sandbox Directory) are ended');
    await resolved(world, 'settled');
    await until(async () => (await world.tickets('settled')).every(({ status }) => status !== 'handed-off'));
    await lost(phone, 'YubiKey 5C');
    await phone.shown('Reset complete!');
  });

  test('of a lock asks for proof too', async () => {
    const chat = await world.lockedOut('locked');
    await chat.choose('No');
    await chat.shown('I leave it as it is');
    await chat.choose('This wasn’t me');
    await chat.shown('I ask for one proof more');
    await chat.say('unlock my account');
    await chat.shown(/Before I unlock/);
    expect((await world.audited('locked')).some(({ detail }) => detail.operation === 'account.unlock')).toBe(false);
    await chat.choose('Cancel');
    // One ticket is shared by all that is about one lock: another case may have opened it.
    await world.database.run('update desk_ticket set case_id = gen_random_uuid() where person_id = $1', [
      await world.personId('locked'),
    ]);
    await resolved(world, 'locked');
    await until(async () => (await world.tickets('locked')).every(({ status }) => status !== 'handed-off'));
    const { text } = await chat.ask('unlock my account', ({ choices }) => choices.length > 0);
    expect(text).toContain('Shall I unlock');
  });
});

describe('UA-9 many removals of second factors ask for one proof more', () => {
  test('of one person', async () => {
    const world = await open('{ resets: { perPerson: { atMost: 1 } } }');
    const chat = await world.chat('often');
    await lost(chat, 'Pixel 9');
    await chat.shown('I removed Pixel 9');
    await world.isBackIn('often');
    await lost(chat, 'YubiKey 5C');
    await chat.shown(proofAsked);
    await world.close();
  });

  test('of everybody together', async () => {
    const world = await open('{ resets: { perOrganisation: { atMost: 2 } } }');
    for (const login of ['first', 'second']) {
      const chat = await world.chat(login);
      await lost(chat, 'Pixel 9');
      await chat.shown('I removed Pixel 9');
    }
    const chat = await world.chat('third');
    await lost(chat, 'Pixel 9');
    await chat.shown(proofAsked);
    await world.close();
  });
});
