import { randomUUID } from 'node:crypto';
import {
  asShown,
  channelConformance,
  fakeContext,
  identityConformance,
  rawRequest,
  ticketingConformance,
  type WorldPost,
  type WorldUser,
} from '@access-account/testkit';
import {
  type StandIn,
  signedRequest,
  standInChat,
  standInDesk,
  standInDirectory,
  startStandIn,
} from '../stand-in/index.ts';

const runner = { describe, test };
const secret = 'a secret for the conformance suite';
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

const config = async () => ({ url: standIn.url });
const unreachableConfig = async () => ({ url: 'http://127.0.0.1:1' });
const context = async () => fakeContext({ clock: { now: () => new Date() } });

const newPerson = async (differences = {}) => {
  const login = `somebody-${randomUUID()}`;
  const person = {
    login,
    email: `${login}@acme.test`,
    displayName: login,
    password: `secret of ${login}`,
    ...differences,
  };
  await standIn.control({ add: person });
  return person;
};

identityConformance({
  runner,
  connector: standInDirectory,
  world: {
    config,
    context,
    newPerson,
    signIn: async ({ login }, password) => (await standIn.signIn(login, password)) === 200,
    lockByFailedLogins: ({ login }) => standIn.lock(login),
    disable: ({ login }) => standIn.control({ disable: login }),
    enrolFactor: ({ login }) => standIn.control({ enrol: { login, label: 'Phone' } }),
    unreachableConfig,
  },
});

ticketingConformance({
  runner,
  connector: standInDesk,
  world: {
    config,
    context,
    ticketsOf: async (key) =>
      (await standIn.tickets({ key })).map(({ desk, ...ticket }) => ({
        ...ticket,
        desk: desk === 'service-desk' || desk === 'security' ? desk : null,
      })),
    unreachableConfig,
  },
});

const post = ({ login }: WorldUser, { id, content }: WorldPost) => {
  const said = 'text' in content ? { text: content.text } : { token: content.choice };
  return signedRequest(secret, { event: id, user: login, ...said });
};

channelConformance({
  runner,
  connector: standInChat,
  world: {
    config: async () => ({ url: standIn.url, secret }),
    context,
    newUser: async () => {
      const { login } = await newPerson();
      return { login, user: { id: login } };
    },
    post: async (user, content) => rawRequest(post(user, content)),
    badRequests: async (user) => {
      const good = post(user, { id: randomUUID(), content: { text: 'hello' } });
      const earlier = String(Math.floor(Date.now() / 1000) - 301);
      const headersWith = (headers: Record<string, string>) =>
        rawRequest({ ...good, headers: { ...good.headers, ...headers } });
      return [
        { name: 'no proof', request: rawRequest({ ...good, headers: {} }) },
        {
          name: 'another secret',
          request: rawRequest(signedRequest('another', { event: '1', user: user.login, text: 'hello' })),
        },
        { name: 'another body', request: rawRequest({ ...good, body: good.body.replace('hello', 'Hello') }) },
        { name: 'an old timestamp', request: headersWith({ 'x-stand-in-timestamp': earlier }) },
        { name: 'a timestamp that is none', request: headersWith({ 'x-stand-in-timestamp': 'NaN' }) },
        { name: 'nothing said', request: rawRequest(signedRequest(secret, { event: '1', user: user.login })) },
      ];
    },
    shown: async ({ login }) => (await standIn.messages(login)).map(({ id, message }) => asShown(id, message)),
  },
});
