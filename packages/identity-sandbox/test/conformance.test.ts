import { fakeClock, fakeContext, identityConformance } from '@access-account/testkit';
import { sandboxConnector } from '../src/index.ts';
import { SandboxClient } from '../src/sandbox-client.ts';
import { sandboxConfig } from '../src/sandbox-config.ts';

const clock = fakeClock();
const context = fakeContext({ clock, sandbox: true });
const config = sandboxConfig.parse({});
const directory = new SandboxClient({ config, store: context.store, clock, signal: context.signal });
let people = 0;

async function lockByFailedLogins({ login }: { readonly login: string }) {
  for (let count = 0; count < config.lockAfter; count += 1) await directory.signIn({ login, password: 'not this one' });
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
      await directory.addPerson({ ...person, locale: null, standing: 'enabled' });
      return person;
    },
    signIn: async ({ login }, password) => (await directory.signIn({ login, password })).kind === 'signed-in',
    lockByFailedLogins,
    disable: async ({ login }) => {
      const person = await directory.personByLogin(login);
      await context.store.put(`person/${person?.id}`, { ...person, standing: 'disabled' });
    },
    lockThatRanOut: async (person) => {
      await lockByFailedLogins(person);
      clock.advance(config.lockFor);
    },
  },
});
