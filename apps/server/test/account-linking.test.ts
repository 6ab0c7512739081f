import { type OktaFake, startOktaFake } from '../../../packages/identity-okta/src/fake/index.ts';
import { sandboxDirectory } from '../../../tooling/testing/index.ts';
import { doctorReport } from '../src/http/doctor-report.ts';
import { writeArticles } from './support/directories.ts';
import { replaceOperations } from './support/operations.ts';
import { openWorld, type World } from './support/world.ts';

/** Okta, whose accounts come from a directory that is connected, too, and one that is not. */
let okta: OktaFake;
let world: World;

const mailOf = (login: string) => `${login}@acme.test`;
const inDirectory = ['jane', 'sam', 'bob', 'lea'].map((login) => ({ login, email: mailOf(login) }));
/** An administrator's second account, with the address of the first. */
const second = { login: 'sam-admin', email: mailOf('sam') };

beforeAll(async () => {
  okta = await startOktaFake({ clock: { now: () => new Date() } });
  const add = (login: string, email = mailOf(login), provider: 'ACTIVE_DIRECTORY' | 'LDAP' = 'ACTIVE_DIRECTORY') =>
    okta.organisation.addPerson({ login: mailOf(login), email, password: 'Correct-Horse-1', provider });
  for (const login of ['jane', 'sam', 'bob', 'lea']) add(login);
  // Somebody who wrote another one's address into a profile.
  add('eve', mailOf('bob'));
  add('tom', mailOf('tom'), 'LDAP');
  const people = [...inDirectory, second].map(({ login, email }) => ({
    login,
    email,
    displayName: `Test ${login}`,
    password: `password-of-${login}`,
  }));
  const configuration = JSON.stringify({
    dataDirectory: 'data',
    connectors: {
      okta: {
        package: '@access-account/identity-okta',
        poll: { every: '1h' },
        config: { ...okta.tokenConfig(), masters: { activeDirectory: 'ad', ldap: 'gone' } },
      },
      ad: {
        package: '@access-account/identity-sandbox',
        poll: { every: '1h' },
        config: { displayName: 'Acme Directory', lockAfter: 2, passwordHashCost: 10, people },
      },
      words: { package: '@access-account/identity-instructions' },
      web: { package: '@access-account/channel-web', config: { personas: true } },
      desk: { package: '@access-account/ticketing-local' },
    },
    people: { mainIdentity: 'okta', channels: ['web'], tickets: 'desk' },
  });
  world = await openWorld({
    people: [],
    configuration,
    prepare: (directory) => writeArticles(directory, { 'okta/unlock-account': 'Unlock Okta\n\nCall extension 1234.' }),
  });
}, 60_000);
afterAll(async () => {
  await world.close();
  await okta.close();
});

const directory = () => sandboxDirectory({ url: world.url, connector: 'ad' });
const findings = async () => {
  const { connectors } = await doctorReport(world.product);
  return connectors.find(({ name }) => name === '(people)')?.diagnostics.map(({ summary }) => summary) ?? [];
};
/** Without those of a check, which asks about an account that there is not. */
const unlocksAtOkta = () => okta.requests.filter((request) => /users\/(?!00u0{17}).*unlock/.test(request));

test('EC-14 O whoever asks for Okta is unlocked in the directory that masters the account, and both are told so', async () => {
  await directory().lock('jane');
  const chat = await world.chat(mailOf('jane'));
  await chat.say('please unlock my Okta account');
  const asked = await chat.shown((message) => message.choices.length > 0);
  expect(asked.text).toContain('jane (Acme Directory)');
  await chat.choose('Yes');
  expect((await chat.shown('is unlocked')).text).toContain('Acme Directory');
  expect(await directory().signIn('jane', 'password-of-jane')).toBe(200);
  expect(unlocksAtOkta()).toEqual([]);
  const acts = (await world.audited(mailOf('jane'))).filter(({ detail }) => detail.operation === 'account.unlock');
  expect(acts.map(({ detail }) => detail.system)).toEqual(expect.arrayContaining(['ad']));
  expect(acts.map(({ detail }) => detail.system)).not.toContain('okta');
  expect(await findings()).not.toContainEqual(expect.stringContaining('jane'));
});

test('EC-23 EC-14 two accounts of the directory with one address are nobody’s master: instructions, no guess, and doctor tells of it', async () => {
  await directory().lock('sam-admin');
  const chat = await world.chat(mailOf('sam'));
  await chat.say('please unlock my Okta account');
  await chat.shown('Call extension 1234.');
  expect(await directory().signIn('sam-admin', 'password-of-sam-admin')).toBe(423);
  expect(unlocksAtOkta()).toEqual([]);
  expect(await findings()).toContainEqual(expect.stringMatching(/^Not linked: 1 of okta .*bear their address/));
});

test('EC-23 whoever gives themselves somebody else’s address comes to none of their accounts', async () => {
  await directory().lock('bob');
  for (const login of ['eve', 'bob']) {
    const chat = await world.chat(mailOf(login));
    await chat.say('please unlock my Okta account');
    await chat.shown('Call extension 1234.');
  }
  expect(await directory().signIn('bob', 'password-of-bob')).toBe(423);
  const linked = await world.database.rows("select 1 from account where system = 'ad' and login = 'bob'");
  expect(linked).toEqual([]);
  expect(await findings()).toContainEqual(expect.stringMatching(/^Not linked: 3 of okta/));
});

test('EC-23 what is corrected in the directory is linked at the next look, and told of no more', async () => {
  const { product } = world;
  const before = await findings();
  // An administrator takes the address from the second account, and from whoever did not have it.
  const restore = replaceOperations(product, 'identity', 'ad', ({ 'account.find': find }) => ({
    'account.find': async (...asked: Parameters<typeof find>) =>
      (await find(...asked)).filter(({ login }) => login !== 'sam-admin'),
  }));
  try {
    const after = await findings();
    expect(before).toContainEqual(expect.stringContaining('3 of okta'));
    expect(after).toContainEqual(expect.stringContaining('2 of okta'));
    const linked = await world.database.rows("select login from account where system = 'ad' and login like 'sam%'");
    expect(linked).toEqual([{ login: 'sam' }]);
  } finally {
    restore();
  }
});

test('EC-14 a master that was not there at the first meeting is linked when the account is read', async () => {
  const restore = replaceOperations(world.product, 'identity', 'ad', () => ({ 'account.find': async () => [] }));
  const chat = await world.chat(mailOf('lea'));
  await chat.say('please unlock my Okta account');
  await chat.shown('Call extension 1234.');
  restore();
  await directory().lock('lea');
  await chat.say('please unlock my Okta account');
  await chat.shown('lea (Acme Directory)');
});

test('EC-14 a master that no connector bears the name of is told of, once for all accounts', async () => {
  const chat = await world.chat(mailOf('tom'));
  await chat.say('please unlock my Okta account');
  await chat.shown('Call extension 1234.');
  expect((await findings()).filter((summary) => summary.includes('“gone”'))).toHaveLength(1);
});
