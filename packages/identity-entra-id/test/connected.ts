import type { Call, ConnectContext } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { entraConfig } from '../src/entra-config.ts';
import { entraConnector } from '../src/index.ts';
import type { EntraTestWorld } from './entra-world.ts';

export interface ConnectedOptions {
  readonly config?: object;
  readonly context?: Partial<ConnectContext>;
}

/** A connector connected to a world's stand-in, with what tests of single promises need at hand. */
export async function connected(world: EntraTestWorld, { config = {}, context = {} }: ConnectedOptions = {}) {
  const whole = 'authentication' in config ? config : { ...world.config, ...config };
  const connection = await entraConnector.connect(entraConfig.parse(whole), world.context(context));
  const operations = entraConnector.operations(connection.client);
  /** What came over the wire meanwhile, tokens left out. */
  const asked = async (run: () => Promise<unknown>): Promise<readonly string[]> => {
    const { requests } = world.fake;
    const before = requests.length;
    await run();
    return requests.slice(before).filter((request) => !request.endsWith('/token'));
  };
  const read = (id: string, call?: Partial<Call>) => operations['account.read']({ id }, fakeCall(call));
  return { ...connection, operations, asked, read };
}
