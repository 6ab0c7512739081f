import { fakeCall, fakeClock, fakeContext, rawRequest } from '@access-account/testkit';
import { sandboxConnector } from '../src/index.ts';
import { type SandboxConfig, sandboxConfig } from '../src/sandbox-config.ts';

/** Three of the demo people are enough where nobody else is asked for. */
const fewPeople = sandboxConfig
  .parse({})
  .people.slice(0, 3)
  .map((person) => ({ ...person, manager: null }));

/** A connected sandbox with its routes, its clock and its store in hand. */
export async function sandboxWorld(differences: Partial<Record<keyof SandboxConfig, unknown>> = {}) {
  const clock = fakeClock();
  const context = fakeContext({ name: 'sandbox', clock, sandbox: true });
  const config = sandboxConfig.parse({ people: fewPeople, passwordHashCost: 10, ...differences });
  const { client, check } = await sandboxConnector.connect(config, context);
  const operations = sandboxConnector.operations(client);
  const request = async (options: Parameters<typeof rawRequest>[0]) => {
    const raw = rawRequest(options);
    const route = context.routes.find(({ method, path }) => method === raw.method && path === raw.path);
    if (route === undefined) throw new Error(`No route for ${raw.method} ${raw.path}.`);
    return route.handle(raw);
  };
  const signIn = async (login: string, password: string) =>
    (await request({ path: 'sign-in', body: { login, password } })).status;
  const account = async (login: string) => {
    const [found] = await operations['account.find']({ by: 'login', value: login }, fakeCall());
    if (found === undefined) throw new Error(`Nobody is called ${login}.`);
    return found;
  };
  const lock = async (login: string) => {
    for (let count = 0; count < config.lockAfter; count += 1) await signIn(login, 'wrong');
  };
  return { clock, context, config, client, check, operations, request, signIn, account, lock };
}
