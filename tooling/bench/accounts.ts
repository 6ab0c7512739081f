import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { BenchWorld } from './bench-world.ts';
import { helpPeople, installed, type RoundSizes } from './helper.ts';
import { residentMegabytes, watchMachine } from './machine.ts';
import { processorSeconds } from './processor-time.ts';
import type { Reading } from './reading.ts';
import { untilAtRest } from './until-at-rest.ts';
import { warmUp } from './warm-up.ts';

export interface AccountsOptions {
  readonly world: BenchWorld;
  readonly accounts: number;
  readonly people: RoundSizes;
  /** Milliseconds. */
  readonly rest: number;
  readonly say: (line: string) => void;
}

/** What a storm leaves to do, above all in a database. */
const afterTheStorm = { cores: 0.1, seconds: 5, patience: 60 };

/**
 * The same storm and clicks beside a million people who are known already: what looking people up costs then.
 * Beside the mirror of their days this is what is kept of people, one row each as person, account and chat user.
 */
export async function amongMany({ world, accounts, people, rest, say }: AccountsOptions): Promise<readonly Reading[]> {
  const subject = 'postgres, 1M accounts';
  const helper = await installed(world, { name: subject, kind: 'postgres' });
  say(`… ${accounts} people are known`);
  const client = new pg.Client({ connectionString: helper.product?.database });
  await client.connect();
  await client.query(
    `with person as (
       insert into person (id, display_name, login, email)
       select gen_random_uuid(), 'Known ' || n, 'known-' || n, 'known-' || n || '@acme.test' from generate_series(1, $1::integer) n
       returning id, display_name, login, email
     ), account as (
       insert into account (system, account_id, person_id, login, display_name, email)
       select 'directory', gen_random_uuid()::text, id, login, display_name, email from person
     )
     insert into channel_identity (channel, user_id, person_id, conversation_id)
     select 'chat', login, id, 'with-' || login from person`,
    [accounts],
  );
  await client.query('vacuum analyze');
  await client.end();
  say(`… ${subject}: a storm, and clicks`);
  await warmUp((sizes) => helpPeople(helper, sizes));
  const readings = await helpPeople(helper, people);
  const pid = helper.product?.pids[0] ?? 0;
  const memory = residentMegabytes(pid);
  await untilAtRest(afterTheStorm);
  // Nobody is locked, and the directory is asked each second.
  const during = watchMachine();
  const [before, begun] = [processorSeconds(pid), performance.now()];
  await delay(rest);
  const seconds = (performance.now() - begun) / 1000;
  const common = { subject, n: 1, machine: during() } as const;
  const atRest = (100 * (processorSeconds(pid) - before)) / seconds;
  await helper.product?.stop();
  return [
    ...readings,
    { ...common, figure: 'memory after the storm', unit: 'MB', value: memory },
    { ...common, figure: 'processor at rest', unit: '%', value: atRest },
  ];
}
