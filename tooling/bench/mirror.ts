import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { BenchWorld } from './bench-world.ts';
import { watchMachine } from './machine.ts';
import type { Reading } from './reading.ts';

export interface MirrorOptions {
  readonly world: BenchWorld;
  readonly people: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** Milliseconds between two looks at how far the mirror is. */
const lookEvery = 3;
/** Milliseconds for which the directory is read by the bare client in a round. */
const readFor = 1500;
const warmingWalks = 3;

/** How long it takes until everybody of a directory is mirrored and committed, beside a bare read of the same directory. */
export async function mirror({ world, people, rounds, say }: MirrorOptions): Promise<readonly Reading[]> {
  const directory = await world.directory();
  say(`… a directory of ${people} people`);
  await directory.recruit(people);
  const reference = await world.reference('limit-ldap-read', directory);
  const product = await world.product({ kind: 'postgres', directory, pollEvery: '1d', listEvery: '1s' });
  await product.start();
  const client = new pg.Client({ connectionString: product.database });
  await client.connect();
  for (let walk = 0; walk < warmingWalks; walk += 1) await walkAnew(client);
  await reference.run({ milliseconds: readFor, pause: 0 });

  const readings: Reading[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`… round ${round} of ${rounds}: the directory is mirrored, beside a bare read`);
    const during = watchMachine();
    await client.query('truncate expiry');
    const fresh = await walkAnew(client);
    const again = await walkAnew(client);
    const { rows } = await client.query<{ count: string }>('select count(*) from expiry');
    if (Number(rows[0]?.count) !== people) throw new Error(`${rows[0]?.count} of ${people} people are mirrored.`);
    const ours = { subject: 'postgres', unit: 'ms', n: people, machine: during() } as const;
    readings.push({ ...ours, figure: 'directory mirrored, everybody new', value: fresh });
    readings.push({ ...ours, figure: 'directory mirrored, nothing new', value: again });
    const meanwhile = watchMachine();
    const { times, seconds } = await reference.run({ milliseconds: readFor, pause: 0 });
    readings.push({
      subject: 'limit-ldap-read',
      figure: 'directory read',
      unit: 'ms',
      value: (seconds * 1000) / times,
      n: times,
      machine: meanwhile(),
    });
  }
  await client.end();
  await product.stop();
  await reference.stop();
  return readings;
}

interface Progress {
  readonly begunAt: string | null;
  readonly complete: object | null;
}

/** Has everybody walked through once more. Resolves to the milliseconds from before the first page until the last one is committed. */
async function walkAnew(client: pg.Client): Promise<number> {
  const forget = () => client.query(`update watch set cursor = null where name = 'directory:directory'`);
  await forget();
  for (let begunAt: string | null = null; ; await delay(lookEvery)) {
    const { rows } = await client.query<{ cursor: Progress | null }>(
      `select cursor from watch where name = 'directory:directory'`,
    );
    const progress = rows[0]?.cursor ?? null;
    if (progress === null) continue;
    if (progress.complete === null) begunAt = progress.begunAt ?? begunAt;
    else if (begunAt !== null) return Date.now() - Date.parse(begunAt);
    // A round that was under way has written its own place over ours.
    else await forget();
  }
}
