import type { Call, ConnectContext } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { oktaConnector } from '../src/index.ts';
import { oktaConfig } from '../src/okta-config.ts';
import type { OktaTestWorld } from './okta-world.ts';

export interface ConnectedOptions {
  readonly config?: object;
  readonly context?: Partial<ConnectContext>;
}

/** A connector connected to a world's stand-in, with what tests of single promises need at hand. */
export async function connected(world: OktaTestWorld, { config = {}, context = {} }: ConnectedOptions = {}) {
  const parsed = oktaConfig.parse({ ...world.config, ...config });
  const given = world.context(context);
  const connection = await oktaConnector.connect(parsed, given);
  const operations = oktaConnector.operations(connection.client);
  const { requests } = world.fake;
  const apiRequests = () => requests.filter((request) => !request.endsWith('/token'));
  /** What was asked of the stand-in's API meanwhile. */
  const asked = async (run: () => Promise<unknown>): Promise<readonly string[]> => {
    const before = apiRequests().length;
    await run();
    return apiRequests().slice(before);
  };
  const read = (id: string, call?: Partial<Call>) => operations['account.read']({ id }, fakeCall(call));
  const unlock = (id: string, call?: Partial<Call>) => operations['account.unlock']({ id }, fakeCall(call));
  return { ...connection, operations, routes: given.routes, asked, read, unlock };
}
