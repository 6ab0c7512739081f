import assert from 'node:assert/strict';
import type {
  Account,
  Call,
  Connection,
  IdentityConnectorV1,
  IdentityOperationSet,
  JsonValue,
  Lockout,
  LockoutPage,
} from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import type { TestRunner } from '../test-runner.ts';
import type { IdentityWorld, WorldPerson } from './identity-world.ts';

/** What `identityConformance` is given, and every file of the suite with it. */
export interface IdentityConformanceOptions<Config, Client, Operations extends IdentityOperationSet> {
  readonly runner: TestRunner;
  readonly connector: IdentityConnectorV1<Config, Client, Operations>;
  readonly world: IdentityWorld;
}

/** A connector connected to a world, for the length of one test. */
export interface IdentitySubject {
  readonly operations: IdentityOperationSet;
  readonly connection: Connection<unknown>;
  /** The one account behind a person, found by login as the product finds it. */
  accountOf(person: WorldPerson): Promise<Account>;
  /** Polls once, following `more`. @throws when the connector has no `lockout.poll`. */
  poll(cursor: JsonValue): Promise<{ readonly lockouts: readonly Lockout[]; readonly cursor: JsonValue }>;
}

export interface ConnectSubjectOptions<Config, Client, Operations extends IdentityOperationSet>
  extends Omit<IdentityConformanceOptions<Config, Client, Operations>, 'runner'> {
  /** Instead of the world's own configuration. */
  readonly config?: () => Promise<unknown>;
}

/** Validates the configuration, connects, runs and closes, whatever happened. */
export async function withIdentitySubject<Config, Client, Operations extends IdentityOperationSet>(
  { connector, world, config = world.config }: ConnectSubjectOptions<Config, Client, Operations>,
  run: (subject: IdentitySubject) => Promise<void>,
): Promise<void> {
  const validated = await connector.config['~standard'].validate(await config());
  if (validated.issues) assert.fail(`the world's configuration is refused: ${JSON.stringify(validated.issues)}`);
  const connection = await connector.connect(validated.value, await world.context());
  const operations: IdentityOperationSet = connector.operations(connection.client);
  try {
    await run({
      operations,
      connection,
      accountOf: (person) => accountOf(operations, person),
      poll: (cursor) => pollToTheEnd(operations, { cursor, call: fakeCall() }),
    });
  } finally {
    await connection.close();
  }
}

async function accountOf(operations: IdentityOperationSet, person: WorldPerson): Promise<Account> {
  const [account, ...others] = await operations['account.find']({ by: 'login', value: person.login }, fakeCall());
  assert.ok(account, `${person.login} is not found by login`);
  assert.equal(others.length, 0, `${person.login} is found more than once by login`);
  return account;
}

async function pollToTheEnd(operations: IdentityOperationSet, start: { cursor: JsonValue; call: Call }) {
  const poll = operations['lockout.poll'];
  assert.ok(poll, 'the connector has no lockout.poll');
  const lockouts: Lockout[] = [];
  let cursor = start.cursor;
  for (let more = true; more; ) {
    const page: LockoutPage = await poll({ cursor }, start.call);
    lockouts.push(...page.lockouts);
    assert.deepEqual(JSON.parse(JSON.stringify(page.cursor)), page.cursor, 'a cursor survives being stored as JSON');
    ({ cursor, more } = page);
  }
  return { lockouts, cursor };
}
