import { PermissionDeniedError, UnavailableError } from '@access-account/contract';
import { type Chat, type ShownMessage, sandboxDirectory } from '../../../tooling/testing/index.ts';
import { directoriesConfiguration, writeArticles } from './support/directories.ts';
import { directory, replaceOperations } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const enrolUrl = 'https://mfa.acme.test/enrol';
const two = ['Pixel 9', 'YubiKey 5C'];
const confirm = 'Yes, reset MFA';

async function accountOf(world: World, login: string, system = 'sandbox') {
  const [account] = await directory(world.product, system)['account.find'](
    { by: 'login', value: login },
    world.product.call(),
  );
  return { id: account?.id ?? '' };
}

/** The labels of somebody's second factors, as the directory has them. */
async function factorsOf(world: World, login: string, system = 'sandbox'): Promise<readonly string[]> {
  const account = await accountOf(world, login, system);
  const factors = await directory(world.product, system)['factor.list'](account, world.product.call());
  return factors.map(({ label }) => label);
}

/** What was removed for somebody, by the outcomes that were recorded. */
async function removals(world: World, login: string): Promise<number> {
  const audited = await world.audited(login);
  return audited.filter(({ detail }) => detail.operation === 'factor.remove' && detail.changed === true).length;
}

/** Asks, and answers the question what to remove. */
async function asked(world: World, login: string): Promise<{ readonly chat: Chat; readonly question: ShownMessage }> {
  const chat = await world.chat(login);
  await chat.say('I lost my phone');
  const question = await chat.shown(/^(Shall I reset MFA for|Which second factor of)/);
  return { chat, question };
}

/** Confirms that all of them go, or the one with this label. */
async function confirmed(chat: Chat, question: ShownMessage, label = 'All of them') {
  const options = question.form?.fields[0]?.options ?? [];
  const factor = options.find((option) => option.label.startsWith(label))?.value ?? '';
  return chat.press(question.form?.submit.token ?? '', { factor });
}

const ticketStatus = async (world: World, person: string) => (await world.tickets(person)).at(0)?.status;

describe('one click in the chat', () => {
  const people = [
    { login: 'last', factors: ['Pixel 9'] },
    { login: 'new', factors: ['Pixel 9'] },
    { login: 'broken', factors: ['YubiKey 5C'] },
    { login: 'replaced', factors: ['Pixel 9'] },
    { login: 'unsure', factors: two },
    { login: 'chooses', factors: two },
    { login: 'everything', factors: two },
    { login: 'newphone', factors: two },
    { login: 'middle', factors: ['One', 'Two', 'Three'] },
    { login: 'robbed', factors: ['Pixel 9'] },
    { login: 'partly', factors: two },
    { login: 'failing', factors: two },
    { login: 'clicks', factors: two },
    { login: 'suspended', factors: two },
    { login: 'changed', factors: two },
    { login: 'bare' },
    { login: 'asks', factors: two },
    { login: 'gone', factors: ['Pixel 9'] },
    { login: 'unheard', factors: ['Pixel 9'] },
    { login: 'stranger', factors: two },
  ];
  let world: World;
  let repair: (() => void) | undefined;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people,
        chats: ['web', 'phone'],
        policies: `{ mfaReset: { enrolUrl: "${enrolUrl}" } }`,
      }),
      prepare: (folder) =>
        writeArticles(folder, {
          'sandbox/reset-mfa': 'MFA in the sandbox\n\nGo to the page of your own.',
          'payroll/reset-mfa': 'MFA in Payroll\n\nAsk the payroll office.',
        }),
    });
  }, 60_000);
  afterEach(() => {
    repair?.();
    repair = undefined;
  });
  afterAll(async () => {
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
  });

  /** What the directory does with a removal; what it answers is asked for every one. */
  function removing(meanwhile: (number: number) => Promise<void>) {
    let number = 0;
    repair = replaceOperations(world.product, 'identity', 'sandbox', (operations) => ({
      'factor.remove': async (...input: Parameters<(typeof operations)['factor.remove']>) => {
        number += 1;
        await meanwhile(number);
        return operations['factor.remove'](...input);
      },
    }));
  }

  test('MFA-0 MFA-1 MFA-2 MFA-3 MFA-4 a lost phone → Yes, reset MFA → removed, sessions ended, and where to set it up again', async () => {
    const session = await world.directoryPage.session('last', 'password-of-last');
    const { chat, question } = await asked(world, 'last');
    expect(question.text).toContain('Pixel 9');
    expect(question.text).toContain('the last one there is');
    expect(question.choices.map(({ label }) => label)).toEqual([confirm, 'Cancel']);
    expect(await factorsOf(world, 'last')).toEqual(['Pixel 9']);
    await chat.choose(confirm);
    const done = await chat.shown('Reset complete!');
    expect(done.text).toContain('from last (Sandbox Directory)');
    expect(done.text).toContain('All sessions of last (Sandbox Directory) are ended');
    expect(done.text).toContain('you will be asked to at your next sign-in');
    expect(done.links).toEqual([{ label: 'Set up MFA', url: enrolUrl }]);
    expect(await factorsOf(world, 'last')).toEqual([]);
    expect(await world.directoryPage.enrol(session, 'Thief')).toBe(401);
    await until(async () => (await ticketStatus(world, 'last')) === 'open');
    await world.isBackIn('last');
    await until(async () => (await ticketStatus(world, 'last')) === 'resolved');
  });

  test.each([
    ['new', 'I got a new phone'],
    ['broken', 'my security key is broken'],
    ['replaced', 'I replaced my phone and cannot get codes any more'],
  ])('MFA-0 a phone or key that is %s means this feature', async (login, text) => {
    const chat = await world.chat(login);
    await chat.say(text);
    await chat.shown(`Shall I reset MFA for ${login} (Sandbox Directory)?`);
  });

  test('MFA-1 Cancel removes nothing', async () => {
    const { chat } = await asked(world, 'unsure');
    await chat.choose('Cancel');
    await chat.shown('Cancelled. I leave it as it is.');
    expect(await factorsOf(world, 'unsure')).toEqual(two);
    expect(await world.tickets('unsure')).toEqual([]);
  });

  test('MFA-5 one of several is chosen: it goes, the others stay', async () => {
    const { chat, question } = await asked(world, 'chooses');
    expect(question.form?.fields[0]?.options.map(({ label }) => label)).toEqual([
      'Pixel 9 (authenticator app)',
      'YubiKey 5C (authenticator app)',
      'All of them',
    ]);
    await confirmed(chat, question, 'YubiKey 5C');
    const done = await chat.shown('Reset complete!');
    expect(done.text).toContain('Your other factors stay as they are.');
    expect(await factorsOf(world, 'chooses')).toEqual(['Pixel 9']);
  });

  test('MFA-5 all of them go, each by its own id', async () => {
    const { chat, question } = await asked(world, 'everything');
    await confirmed(chat, question);
    const { text } = await chat.shown('Reset complete!');
    expect(text).toContain('Pixel 9');
    expect(text).toContain('YubiKey 5C');
    expect(await factorsOf(world, 'everything')).toEqual([]);
    expect(await removals(world, 'everything')).toBe(2);
  });

  test('MFA-5 a factor that was never shown cannot be confirmed', async () => {
    const { chat, question } = await asked(world, 'stranger');
    const theirs = (
      await directory(world.product)['factor.list'](await accountOf(world, 'unsure'), world.product.call())
    )[0];
    const { id } = await accountOf(world, 'stranger');
    const form = { factor: `sandbox/${id}/${theirs?.id}` };
    await chat.press(question.form?.submit.token ?? '', form);
    await chat.say('help');
    await chat.shown('I can unlock an account');
    expect(await factorsOf(world, 'stranger')).toEqual(two);
    expect(await factorsOf(world, 'unsure')).toEqual(two);
  });

  test('MFA-8 a factor that is set up after the question survives, whatever was confirmed', async () => {
    const { chat, question } = await asked(world, 'newphone');
    const session = await world.directoryPage.session('newphone', 'password-of-newphone');
    expect(await world.directoryPage.enrol(session, 'New phone')).toBe(200);
    await confirmed(chat, question);
    await chat.shown('Reset complete!');
    expect(await factorsOf(world, 'newphone')).toEqual(['New phone']);
  });

  test('MFA-8 so does one that is set up while the others are being removed', async () => {
    const { chat, question } = await asked(world, 'middle');
    const session = await world.directoryPage.session('middle', 'password-of-middle');
    removing(async (number) => {
      if (number === 2) expect(await world.directoryPage.enrol(session, 'New phone')).toBe(200);
    });
    await confirmed(chat, question);
    await chat.shown('Reset complete!');
    expect(await factorsOf(world, 'middle')).toEqual(['New phone']);
    expect(await removals(world, 'middle')).toBe(3);
  });

  test('MFA-8 every other channel is told, and “This wasn’t me” reaches the security team', async () => {
    const phone = await world.chat('robbed', 'phone');
    const { chat, question } = await asked(world, 'robbed');
    expect(question.form).toBeNull();
    await chat.choose(confirm);
    await chat.shown('Reset complete!');
    const notice = await phone.shown('MFA was reset just now');
    expect(notice.text).toContain('Pixel 9 (authenticator app) was removed from robbed (Sandbox Directory)');
    expect(notice.choices.map(({ label }) => label)).toEqual(['This wasn’t me']);
    expect(chat.messages.map(({ text }) => text).join()).not.toContain('MFA was reset just now');
    await phone.choose('This wasn’t me');
    await phone.shown('I am opening a ticket for the security team.');
    await until(async () => (await world.tickets('robbed')).some(({ status }) => status === 'handed-off'));
    const rows = await world.database.rows<{ desk: string }>(
      `select value ->> 'desk' as desk from connector_store
       where connector = 'desk' and value ->> 'subject' like 'A reset of second factors reported%'`,
    );
    expect(rows).toEqual([{ desk: 'security' }]);
  });

  test('GEN-6 the directory fails in the middle: what went is told as gone, what did not is not, and people take over', async () => {
    const { chat, question } = await asked(world, 'partly');
    removing(async (number) => {
      if (number > 1) {
        throw new PermissionDeniedError({
          system: 'Sandbox Directory',
          missing: 'factors',
          summary: 'may not',
          remedy: 'x',
        });
      }
    });
    await confirmed(chat, question);
    const { text } = await chat.shown('I removed');
    expect(text).toContain('I removed Pixel 9 (authenticator app) from partly (Sandbox Directory).');
    expect(text).toContain('I could not confirm that YubiKey 5C (authenticator app) is removed');
    expect(text).not.toContain('Reset complete!');
    await chat.shown(/Your ticket is AA-/);
    await until(async () => (await ticketStatus(world, 'partly')) === 'handed-off');
    expect(await factorsOf(world, 'partly')).toEqual(['YubiKey 5C']);
  });

  test('GEN-6 an answer that is lost is looked up: it is not claimed before, and not removed twice', async () => {
    const { chat, question } = await asked(world, 'failing');
    repair = replaceOperations(world.product, 'identity', 'sandbox', (operations) => {
      let lost = false;
      return {
        'factor.remove': async (...input: Parameters<(typeof operations)['factor.remove']>) => {
          const change = await operations['factor.remove'](...input);
          if (lost) return change;
          lost = true;
          throw new UnavailableError({ system: 'Sandbox Directory', summary: 'the answer was lost', remedy: '' });
        },
      };
    });
    await confirmed(chat, question);
    await chat.shown('I cannot reach Sandbox Directory right now. I keep trying');
    const { text } = await chat.shown('Reset complete!');
    expect(text).toContain('Pixel 9');
    expect(text).toContain('YubiKey 5C');
    expect(await factorsOf(world, 'failing')).toEqual([]);
    expect(await removals(world, 'failing')).toBe(2);
  });

  test('GEN-7 twenty clicks are one: each factor is removed once, and it is said once', async () => {
    const { chat, question } = await asked(world, 'clicks');
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirmed(chat, question)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.event)).size).toBe(1);
    await chat.shown('Reset complete!');
    await until(async () => (await ticketStatus(world, 'clicks')) === 'open');
    expect(chat.messages.filter(({ text }) => text.includes('Reset complete!'))).toHaveLength(1);
    expect(await removals(world, 'clicks')).toBe(2);
    expect(await world.tickets('clicks')).toHaveLength(1);
  });

  test('EC-38 an account that is suspended between the question and the click is left alone', async () => {
    const { chat, question } = await asked(world, 'suspended');
    await world.database.run(
      `update connector_store set value = jsonb_set(value, '{standing}', '"suspended"')
       where connector = 'sandbox' and value ->> 'login' = 'suspended'`,
    );
    await confirmed(chat, question);
    const { text } = await chat.shown('I could not confirm that');
    expect(text).not.toContain('I removed');
    expect(text).not.toContain('are ended');
    await until(async () => (await ticketStatus(world, 'suspended')) === 'handed-off');
    expect(await factorsOf(world, 'suspended')).toEqual(two);
  });

  test('EC-40 right after a new password the click alone is not enough', async () => {
    expect(await world.directoryPage.changePassword('changed', 'password-of-changed', 'another password')).toBe(200);
    const { chat, question } = await asked(world, 'changed');
    await confirmed(chat, question);
    await chat.shown('Before I remove a second factor I must be sure that it is you');
    await chat.shown(/Your ticket is AA-/);
    expect(await factorsOf(world, 'changed')).toEqual(two);
  });

  test('nothing is set up: nothing is changed, no ticket is opened, and the way to set it up is shown', async () => {
    const chat = await world.chat('bare');
    await chat.say('I lost my phone');
    const { links } = await chat.shown('No second factor is set up for bare (Sandbox Directory). I changed nothing.');
    expect(links.map(({ url }) => url)).toEqual([enrolUrl]);
    expect(await world.tickets('bare')).toEqual([]);
  });

  test('GEN-6 a factor that is gone before the click is not claimed to have been removed', async () => {
    const { chat } = await asked(world, 'gone');
    const account = await accountOf(world, 'gone');
    const [factor] = await directory(world.product)['factor.list'](account, world.product.call());
    await directory(world.product)['factor.remove']({ ...account, factor: factor?.id ?? '' }, world.product.call());
    await chat.choose(confirm);
    const { text } = await chat.shown('was no longer there on gone (Sandbox Directory)');
    expect(text).not.toContain('Reset complete!');
  });

  test('GEN-6 sessions that cannot be ended are not claimed to be', async () => {
    const { chat } = await asked(world, 'unheard');
    repair = replaceOperations(world.product, 'identity', 'sandbox', () => ({
      'sessions.revoke': async () => {
        throw new PermissionDeniedError({
          system: 'Sandbox Directory',
          missing: 'sessions',
          summary: 'may not',
          remedy: 'x',
        });
      },
    }));
    await chat.choose(confirm);
    const { text } = await chat.shown('Reset complete!');
    expect(text).toContain('I could not confirm that the sessions of unheard (Sandbox Directory) are ended');
    expect(await factorsOf(world, 'unheard')).toEqual([]);
  });

  test('MFA-6 GEN-8 a system that is not connected: the article, View answer brings its words, nothing is removed elsewhere', async () => {
    const chat = await world.chat('asks');
    await chat.say('reset MFA for payroll');
    const article = await chat.shown('This tells how to reset MFA: MFA in Payroll');
    expect(article.choices.map(({ label }) => label)).toEqual(['View answer']);
    await chat.choose('View answer');
    await chat.shown('Ask the payroll office.');
    expect(await factorsOf(world, 'asks')).toEqual(two);
  });

  test('MFA-7 “How to reset MFA?” is answered by the article, and by the offer to do it', async () => {
    const chat = await world.chat('asks');
    await chat.say('How to reset MFA?');
    const article = await chat.shown('This tells how to reset MFA: MFA in the sandbox');
    expect(article.text).toContain('Or shall I do it for you?');
    expect(article.choices.map(({ label }) => label)).toEqual(['View answer', confirm, 'Cancel']);
    await chat.choose('View answer');
    await chat.shown('Go to the page of your own.');
    await until(() =>
      chat.messages.some(({ text, choices }) => text === 'Or shall I do it for you?' && choices.length > 0),
    );
    await chat.choose(confirm);
    await chat.shown('Which second factor of asks (Sandbox Directory) shall I remove?');
  });
});

describe('CFG-5 MFA-9 the step-up, and MFA-5 one factor at a time', () => {
  const people = [
    { login: 'proofless', factors: two },
    { login: 'single', factors: ['Pixel 9'] },
  ];
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people,
        policies: '{ mfaReset: { verification: step-up, modes: [single] }, proof: { otherFactor: false } }',
      }),
    });
  }, 60_000);
  afterAll(() => world.close());

  test('MFA-9 without a proof nothing is removed, and the desk has it, with the number of the ticket', async () => {
    const { chat, question } = await asked(world, 'proofless');
    expect(question.form?.fields[0]?.options.map(({ label }) => label)).not.toContain('All of them');
    await confirmed(chat, question, 'Pixel 9');
    await chat.shown('I have no way to check that here. I changed nothing. A person at the service desk takes over');
    const { text } = await chat.shown(/Your ticket is AA-\d{6}/);
    await until(async () => (await ticketStatus(world, 'proofless')) === 'handed-off');
    expect(text).toContain((await world.tickets('proofless'))[0]?.number);
    expect(await factorsOf(world, 'proofless')).toEqual(two);
  });

  test('EC-41 the last one counts as all of them: where only single ones may go, it is for people', async () => {
    const chat = await world.chat('single');
    await chat.say('I lost my phone');
    await chat.shown('I cannot reset MFA for this account. A person at the service desk takes over');
    await until(async () => (await ticketStatus(world, 'single')) === 'handed-off');
    expect(await factorsOf(world, 'single')).toEqual(['Pixel 9']);
  });
});

describe('MFA-6 several systems', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        directories: { corp: 'Corp', plant: 'Plant' },
        people: [{ login: 'both', factors: ['Pixel 9'] }],
        policies: '{ mfaReset: { modes: [all] } }',
      }),
      prepare: (folder) =>
        writeArticles(folder, {
          'corp/reset-mfa': 'MFA in Corp\n\nCorp.',
          'plant/reset-mfa': 'MFA in Plant\n\nPlant.',
        }),
    });
  }, 60_000);
  afterAll(() => world.close());

  test('the articles of both and the offer; only the chosen account is touched', async () => {
    const chat = await world.chat('both');
    await sandboxDirectory({ url: world.url, connector: 'corp' }).signIn('both', 'password-of-both');
    await chat.say('I lost my phone');
    const { text } = await chat.shown('This tells how to reset MFA');
    expect(text).toContain('MFA in Corp');
    expect(text).toContain('MFA in Plant');
    await chat.choose(confirm);
    const which = await chat.shown('For which account shall I reset MFA?');
    const option = which.form?.fields[0]?.options.find(({ label }) => label === 'both (Plant)');
    await chat.press(which.form?.submit.token ?? '', { account: option?.value ?? '' });
    await chat.shown('Shall I reset MFA for both (Plant)?');
    await until(() => chat.messages.at(-1)?.choices.some(({ label }) => label === confirm) === true);
    await chat.choose(confirm);
    await chat.shown('Reset complete! I removed Pixel 9 (authenticator app) from both (Plant).');
    expect(await factorsOf(world, 'both', 'plant')).toEqual([]);
    expect(await factorsOf(world, 'both', 'corp')).toEqual(['Pixel 9']);
  });
});

describe('MFA-9 the manager confirms it', () => {
  const people = [
    { login: 'boss' },
    { login: 'alone', factors: two },
    ...['confirmed', 'declined', 'twice', 'meanwhile', 'transferred', 'stolen'].map((login) => ({
      login,
      factors: two,
      manager: 'boss',
    })),
    { login: 'own', factors: two, manager: 'own' },
  ];
  let world: World;
  let repair: (() => void) | undefined;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({ people, policies: '{ mfaReset: { verification: step-up } }' }),
    });
  }, 60_000);
  afterEach(() => {
    repair?.();
    repair = undefined;
  });
  afterAll(async () => {
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
  });

  /** Somebody whose manager was asked, and the manager with the question. */
  async function unproven(login: string, label = 'All of them') {
    const boss = await world.chat('boss');
    const { chat, question } = await asked(world, login);
    await confirmed(chat, question, label);
    await chat.shown('I must be sure that it is you');
    await chat.choose('Ask my manager');
    await chat.shown('I have asked your manager');
    const approval = await boss.shown(`Test ${login} asks to have`);
    return { chat, boss, approval };
  }
  const pressed = (boss: Chat, { choices }: ShownMessage, label: string) =>
    boss.press(choices.find((choice) => choice.label === label)?.token ?? '');

  test('exactly what was confirmed is removed, and the audit says by which rule and which proof', async () => {
    const { chat, boss, approval } = await unproven('confirmed', 'Pixel 9');
    expect(approval.text).toContain('Pixel 9');
    expect(approval.text).toContain('Make sure that it is really them');
    expect(await factorsOf(world, 'confirmed')).toEqual(two);
    await pressed(boss, approval, 'I confirm it');
    await boss.shown('I go on with it');
    expect((await chat.shown('Reset complete!')).text).toContain('Pixel 9');
    expect(await factorsOf(world, 'confirmed')).toEqual(['YubiKey 5C']);
    const removal = (await world.audited('confirmed')).find(
      ({ name, detail }) => name === 'effect-succeeded' && detail.operation === 'factor.remove',
    );
    expect(removal?.detail).toMatchObject({ rule: 'employee.self.remove-factor@2', proofs: 'manager-approval' });
    const given = (await world.audited('boss')).filter(({ name }) => name === 'proof-given');
    expect(given).toHaveLength(1);
  });

  test('what they do not confirm is not done; the desk and the security team have it', async () => {
    const { chat, boss, approval } = await unproven('declined');
    await pressed(boss, approval, 'I do not confirm it');
    await boss.shown('I am opening a ticket for the security team');
    await chat.shown('Your manager did not confirm it. I changed nothing.');
    await until(async () => (await ticketStatus(world, 'declined')) === 'handed-off');
    await until(async () => (await ticketStatus(world, 'boss')) === 'handed-off');
    expect(await factorsOf(world, 'declined')).toEqual(two);
  });

  test('pressed a hundred times it is one answer, and no other person’s button', async () => {
    const { chat, boss, approval } = await unproven('twice');
    const token = approval.choices.find(({ label }) => label === 'I confirm it')?.token ?? '';
    expect((await chat.press(token)).status).not.toBe(202);
    const answers = await Promise.all(Array.from({ length: 100 }, () => boss.press(token)));
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    await chat.shown('Reset complete!');
    expect(await removals(world, 'twice')).toBe(2);
    const proofs = await world.database.rows('select id from proof where person_id = $1', [
      await world.personId('twice'),
    ]);
    expect(proofs).toHaveLength(1);
  });

  test('MFA-8 what is enrolled while the manager is asked stays', async () => {
    const { chat, boss, approval } = await unproven('meanwhile');
    const session = await world.directoryPage.session('meanwhile', 'password-of-meanwhile');
    expect(await world.directoryPage.enrol(session, 'New phone')).toBeLessThan(400);
    await pressed(boss, approval, 'I confirm it');
    await chat.shown('I removed');
    await until(async () => (await factorsOf(world, 'meanwhile')).length === 1);
    expect(await factorsOf(world, 'meanwhile')).toEqual(['New phone']);
  });

  test('who is not the manager any more when it is done has proven nothing', async () => {
    const { chat, boss, approval } = await unproven('transferred');
    repair = replaceOperations(world.product, 'identity', 'sandbox', (operations) => ({
      'account.read': async (...input: Parameters<(typeof operations)['account.read']>) => ({
        ...(await operations['account.read'](...input)),
        manager: { id: 'somebody-else' },
      }),
    }));
    await pressed(boss, approval, 'I confirm it');
    await chat.shown('could not confirm');
    expect(await factorsOf(world, 'transferred')).toEqual(two);
  });

  test('nobody is their own manager', async () => {
    const { chat, question } = await asked(world, 'own');
    await confirmed(chat, question);
    await chat.choose('Ask my manager');
    await chat.shown('I have no way to check that here. I changed nothing.');
    expect(await factorsOf(world, 'own')).toEqual(two);
  });

  test('without a manager in the directory it is for the desk', async () => {
    const { chat, question } = await asked(world, 'alone');
    await confirmed(chat, question);
    await chat.shown('I have no way to check that here. I changed nothing.');
  });

  test('a proof that somebody else gave than the manager counts for nothing at the gate', async () => {
    const { chat, boss, approval } = await unproven('stolen');
    const people = [await world.personId('stolen'), await world.personId('alone')];
    repair = replaceOperations(world.product, 'identity', 'sandbox', (operations) => ({
      'factor.list': async (...input: Parameters<(typeof operations)['factor.list']>) => {
        await world.database.run('update proof set given_by = $2 where person_id = $1', people);
        return operations['factor.list'](...input);
      },
    }));
    await pressed(boss, approval, 'I confirm it');
    await chat.shown('could not confirm');
    expect(await factorsOf(world, 'stolen')).toEqual(two);
  });
});
