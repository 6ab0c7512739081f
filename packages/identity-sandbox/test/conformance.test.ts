import { fakeClock, fakeContext, identityConformance, rawRequest } from '@access-account/testkit';
import { sandboxConnector } from '../src/index.ts';
import { SandboxClient } from '../src/sandbox-client.ts';
import { sandboxConfig } from '../src/sandbox-config.ts';

const clock = fakeClock();
const context = fakeContext({ clock, sandbox: true });
const config = sandboxConfig.parse({ passwordHashCost: 10 });
const address = `${context.publicUrl}/connectors/${context.name}`;
const directory = new SandboxClient({ config, store: context.store, clock, signal: context.signal, address });
let people = 0;

async function lockByFailedLogins({ login }: { readonly login: string }) {
  for (let count = 0; count < config.lockAfter; count += 1) await directory.signIn({ login, password: 'not this one' });
}

async function idOf({ login }: { readonly login: string }) {
  const person = await directory.personByLogin(login);
  if (person === undefined) throw new Error(`Nobody is called ${login}.`);
  return person.id;
}

async function write(person: { readonly login: string }, differences: object) {
  const id = await idOf(person);
  await context.store.put(`person/${id}`, { ...(await directory.personById(id)), ...differences });
}

/** What the person presses on the device that asks them: the number that the page shows, or No. */
async function pressedOn(login: string, answer: 'approve' | 'reject') {
  const id = await idOf({ login });
  const stored = (await context.store.get(`pushes/${id}`))?.value as readonly Record<string, string>[] | undefined;
  const push = stored?.at(-1);
  const pressed = { login, challenge: push?.challenge };
  return answer === 'approve' ? { ...pressed, number: push?.number } : pressed;
}

identityConformance({
  runner: { describe, test },
  connector: sandboxConnector,
  world: {
    config: async () => ({}),
    context: async () => context,
    newPerson: async (differences) => {
      people += 1;
      const login = `person-${people}`;
      const attributes = { login, email: `${login}@acme.test`, displayName: login, password: `secret of ${login}` };
      const person = { ...attributes, ...differences };
      const [parsed] = sandboxConfig.parse({ people: [person] }).people;
      if (parsed !== undefined) await directory.addPerson(parsed);
      return person;
    },
    signIn: async ({ login }, password) => (await directory.signIn({ login, password })).kind === 'signed-in',
    lockByFailedLogins,
    disable: (person) => write(person, { standing: 'disabled' }),
    demandNewPassword: (person) => write(person, { mustChange: true }),
    lockThatRanOut: async (person) => {
      await lockByFailedLogins(person);
      clock.advance(config.lockFor);
    },
    enrolFactor: async (person) => {
      await directory.factors.add(await idOf(person), { kind: 'totp', label: 'A phone' });
    },
    enrolCodeFactor: async (person) => {
      const id = await idOf(person);
      await directory.factors.add(id, { kind: 'totp', label: 'An app' });
      const factor = (await directory.factors.of(id)).find(({ label }) => label === 'An app');
      return { label: 'An app', code: async () => (await directory.factors.codeOf(id, factor?.id ?? '')) ?? '' };
    },
    enrolPushFactor: async (person) => {
      await directory.factors.add(await idOf(person), { kind: 'push', label: 'A device' });
      const press = async (answer: 'approve' | 'reject') => {
        const body = await pressedOn(person.login, answer);
        const post = context.routes.find(({ method, path }) => method === 'POST' && path === 'device');
        await post?.handle(rawRequest({ path: 'device', body }));
      };
      return { label: 'A device', press };
    },
    pushesRunOut: async () => clock.advance(2 * 60_000),
    setRecovery: (person, address) =>
      write(person, { recoveryEmail: address.toLowerCase(), recoveryChangedAt: clock.now().toISOString() }),
    setPassword: async (person, password) => directory.setPassword(await idOf(person), password),
    choosePassword: async (by, newPassword) => {
      if (by.kind !== 'link') throw new Error('The sandbox answers a link.');
      const post = context.routes.find(({ method, path }) => method === 'POST' && path === 'reset-password');
      const link = new URL(by.url).searchParams.get('link');
      const answer = await post?.handle(rawRequest({ path: 'reset-password', body: { link, newPassword } }));
      return answer?.status === 200;
    },
    isSignedIn: async (person) => (await directory.sessions.of(await idOf(person))).sessions.length > 0,
  },
});
