import assert from 'node:assert/strict';
import type { ChannelConnectorV1, ChannelOperationSet, ChannelPerson, Connection } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import type { TestRunner } from '../test-runner.ts';
import type { ChannelWorld, WorldUser } from './channel-world.ts';

/** What `channelConformance` is given, and every file of the suite with it. */
export interface ChannelConformanceOptions<Config, Client, Operations extends ChannelOperationSet> {
  readonly runner: TestRunner;
  readonly connector: ChannelConnectorV1<Config, Client, Operations>;
  readonly world: ChannelWorld;
}

/** A connector connected to a world, for the length of one test. */
export interface ChannelSubject {
  readonly operations: ChannelOperationSet;
  readonly connection: Connection<unknown>;
  /** The person behind a user, reached as the product reaches them. */
  reach(user: WorldUser): Promise<ChannelPerson>;
}

/** Validates the configuration, connects, runs and closes, whatever happened. */
export async function withChannelSubject<Config, Client, Operations extends ChannelOperationSet>(
  { connector, world }: Omit<ChannelConformanceOptions<Config, Client, Operations>, 'runner'>,
  run: (subject: ChannelSubject) => Promise<void>,
): Promise<void> {
  const validated = await connector.config['~standard'].validate(await world.config());
  if (validated.issues) assert.fail(`the world's configuration is refused: ${JSON.stringify(validated.issues)}`);
  const connection = await connector.connect(validated.value, await world.context());
  const operations: ChannelOperationSet = connector.operations(connection.client);
  const reach = async ({ login, email, user }: WorldUser) => {
    const open = operations['conversation.open'];
    const person = open
      ? await open({ login, email: email ?? null, displayName: login, locale: null }, fakeCall())
      : await operations['person.resolve'](user, fakeCall());
    assert.ok(person, `${login} cannot be reached`);
    return person;
  };
  try {
    await run({ operations, connection, reach });
  } finally {
    await connection.close();
  }
}
