import {
  asShown,
  channelConformance,
  fakeChannel,
  fakeClock,
  fakeContext,
  fakeIdentity,
  fakeTicketing,
  identityConformance,
  ticketingConformance,
} from '@access-account/testkit';

const runner = { describe, test };
const config = async () => ({});
const context = async () => fakeContext();
let count = 0;
const newLogin = () => {
  count += 1;
  return `person-${count}`;
};

const clock = fakeClock();
const directory = fakeIdentity({ clock, lockFor: 60_000 });
const lockByFailedLogins = async ({ login }: { readonly login: string }) => {
  for (let tries = 0; tries < 5; tries += 1) directory.signIn(login, 'not this one');
};

identityConformance({
  runner,
  connector: directory.connector,
  world: {
    config,
    context,
    newPerson: async (differences) => {
      const login = newLogin();
      const attributes = { login, email: `${login}@acme.test`, displayName: login, password: `secret of ${login}` };
      const person = { ...attributes, ...differences };
      directory.addPerson(person);
      return person;
    },
    signIn: async ({ login }, password) => directory.signIn(login, password),
    lockByFailedLogins,
    disable: async ({ login }) => directory.setStanding(login, 'disabled'),
    demandNewPassword: async ({ login }) => directory.demandNewPassword(login),
    lockThatRanOut: async (person) => {
      await lockByFailedLogins(person);
      clock.advance(60_000);
    },
    enrolFactor: async ({ login }) => {
      directory.enrolFactor(login);
    },
    enrolCodeFactor: async ({ login }) => {
      const { id, label } = directory.enrolFactor(login, { kind: 'totp', label: 'An app' });
      return { label, code: async () => directory.codeOf(id) };
    },
    enrolPushFactor: async ({ login }) => {
      const { label } = directory.enrolFactor(login, { kind: 'push', label: 'A phone' });
      return { label, press: async (answer) => directory.press(login, answer) };
    },
    pushesRunOut: async () => clock.advance(60_000),
    setRecovery: async ({ login }, address) => directory.setRecovery(login, address),
    setPassword: async ({ login }, password) => directory.setPassword(login, password),
    choosePassword: async (by, password) => by.kind === 'link' && directory.choosePassword(by.url, password),
    isSignedIn: async ({ login }) => directory.sessions(login) > 0,
    remove: async ({ login }) => directory.removePerson(login),
  },
});

const desk = fakeTicketing();

ticketingConformance({
  runner,
  connector: desk.connector,
  world: {
    config,
    context,
    ticketsOf: async (key) => desk.tickets().filter((ticket) => ticket.key === key),
    resolveByHand: async (number) => desk.resolveByHand(number),
    openDouble: async (key) => desk.openDouble(key),
  },
});

const chat = fakeChannel();

channelConformance({
  runner,
  connector: chat.connector,
  world: {
    config,
    context,
    newUser: async () => {
      const login = newLogin();
      return { login, user: chat.addUser(login).user };
    },
    post: async ({ login }, post) => chat.post(login, post),
    badRequests: async ({ login }) => {
      const good = chat.post(login, { content: { text: 'hello' } });
      return [
        { name: 'no proof', request: { ...good, headers: new Map([['content-type', 'application/json']]) } },
        { name: 'broken JSON', request: { ...good, body: new TextEncoder().encode('{') } },
        { name: 'a stranger', request: chat.post('a stranger', { content: { text: 'hello' } }) },
      ];
    },
    shown: async ({ login }) => chat.shown(login).map(({ id, ...message }) => asShown(id, message)),
    push: ({ login }, post) =>
      chat.push(login, post).then(
        () => true,
        () => false,
      ),
    breakOff: async () => chat.breakOff(),
    outsiders: async () => [
      { name: 'a guest', user: chat.addUser(newLogin(), 'guest').user },
      { name: 'a bot', user: chat.addUser(newLogin(), 'bot').user },
    ],
  },
});
