import type { Clock } from '@access-account/contract';
import { fakeContext } from '@access-account/testkit';
import { ldapConnector } from '../src/index.ts';
import { ldapConfig } from '../src/ldap-config.ts';

export interface Connected extends AsyncDisposable {
  readonly operations: ReturnType<typeof ldapConnector.operations>;
  check: Awaited<ReturnType<typeof ldapConnector.connect>>['check'];
  close(): Promise<void>;
}

/** Connects by a configuration as an operator would write it; `await using` closes it. */
export async function connected(configuration: unknown, clock: Clock = { now: () => new Date() }): Promise<Connected> {
  const context = fakeContext({ clock });
  const { client, check, close } = await ldapConnector.connect(ldapConfig.parse(configuration), context);
  return { operations: ldapConnector.operations(client), check, close, [Symbol.asyncDispose]: close };
}
