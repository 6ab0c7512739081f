import { join } from 'node:path';
import { sweepReminders } from '../../apps/server/src/expiry/sweep-reminders.ts';
import { zoneRules } from '../../apps/server/src/expiry/zone-rules.ts';
import type { Database } from '../../apps/server/src/storage/database.ts';
import { openDatabase } from '../../apps/server/src/storage/open-database.ts';
import { silentLogger } from '../../packages/testkit/src/index.ts';
import { temporaryDirectory } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { watchMachine } from './machine.ts';
import type { Reading } from './reading.ts';

export interface SweepOptions {
  readonly world: BenchWorld;
  readonly accounts: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

const slot = '2026-03-06T10:00:00Z';
const rulesOf = zoneRules({
  policy: { firstReminderDays: 14, at: '10:00', timeZone: 'UTC', perPersonTimeZone: true, weekends: 'send' },
  holidays: [],
});

/** Passwords that last for 90 days, set at any time: one in fifteen has something due on any day. */
const accounts = `select n::text as account_id, timestamptz '${slot}' - interval '1 minute' * (n * 7919::bigint % 129600) as changed_at
  from generate_series(1, $1::int) n`;

const prepare = [
  `insert into expiry (system, account_id, kind, standing, zone, changed_at, expires_at, first_seen_at, cycle_changed_at,
     cycle_expires_at, schedule, schedule_expires_at)
   select 'directory', account_id, 'password', 'enabled', '', changed_at, changed_at + interval '90 days', '2020-01-01',
     changed_at, changed_at + interval '90 days', 1, changed_at + interval '90 days'
   from (${accounts}) as account`,
  `create table bare_account as select account_id, changed_at, changed_at + interval '90 days' as expires_at
   from (${accounts}) as account`,
];

/** The least that remembers who was told: whose end lies in one of the days, once. */
const bare = `insert into bare_reminder (account_id, cycle_at, mark)
  select account_id, changed_at, due.mark
  from (values ${[14, 7, 4, 2, 1, 0]
    .map((mark) =>
      mark === 0
        ? `(0, timestamptz '2026-03-05T10:00:00Z', timestamptz '${slot}')`
        : `(${mark}, timestamptz '2026-03-06' + interval '${mark} days', timestamptz '2026-03-07' + interval '${mark} days')`,
    )
    .join(', ')}) as due (mark, since, until)
    join bare_account on expires_at >= due.since and expires_at < due.until
  on conflict do nothing`;

/** The sweep of everybody at one slot, and its repeat, beside the bare statement on the same database. */
export async function sweep(options: SweepOptions): Promise<readonly Reading[]> {
  return [...(await sweepOn('postgres', options)), ...(await sweepOn('embedded', options))];
}

async function sweepOn(
  kind: 'postgres' | 'embedded',
  { world, accounts: count, rounds, say }: SweepOptions,
): Promise<readonly Reading[]> {
  const database = await openDatabase({
    address: kind === 'embedded' ? kind : await world.createDatabase(),
    dataDirectory: join(temporaryDirectory(), 'data'),
    logger: silentLogger,
  });
  const readings: Reading[] = [];
  try {
    say(`… ${kind}: ${count} accounts are mirrored`);
    for (const statement of prepare) await database.run(statement, [count]);
    await database.run('create index bare_due on bare_account (expires_at)');
    await database.run(
      'create table bare_reminder (account_id text, cycle_at timestamptz, mark int, primary key (account_id, cycle_at, mark))',
    );
    await database.run('vacuum analyze');
    for (let round = 0; round < rounds; round += 1) {
      say(`… ${kind}: round ${round + 1}: the sweep and its repeat, beside the bare statement`);
      readings.push(...(await inTurn(database, round)));
    }
  } finally {
    await database.close();
  }
  return readings;
}

async function inTurn(database: Database, round: number): Promise<readonly Reading[]> {
  await database.run('truncate reminder, reminder_zone, bare_reminder');
  const turns = [() => ours(database), () => theirs(database)];
  const [first, second] = round % 2 === 0 ? turns : turns.toReversed();
  return [...((await first?.()) ?? []), ...((await second?.()) ?? [])];
}

async function ours(database: Database): Promise<readonly Reading[]> {
  const during = watchMachine();
  const before = process.memoryUsage.rss();
  let peak = before;
  const looking = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const sweepOnce = async () => {
    await database.run(
      `insert into reminder_zone values ('', $1::timestamptz - interval '1 hour')
       on conflict (zone) do update set swept_until = excluded.swept_until`,
      [slot],
    );
    const begun = performance.now();
    const { due } = await database.transaction((transaction) => sweepReminders({ now: slot, rulesOf }, transaction));
    return { due, took: performance.now() - begun };
  };
  const first = await sweepOnce();
  const again = await sweepOnce();
  clearInterval(looking);
  const common = { subject: database.embedded ? 'embedded' : 'postgres', n: first.due, machine: during() } as const;
  const readings: readonly Reading[] = [
    { ...common, figure: 'sweep', unit: 'ms', value: first.took },
    { ...common, figure: 'sweep repeated', unit: 'ms', value: again.took },
    { ...common, figure: 'reminders that a repeat added', unit: '', value: again.due },
  ];
  // The embedded database is in this process: its own memory would be counted.
  if (database.embedded) return readings;
  return [
    ...readings,
    { ...common, figure: 'memory that the sweep took', unit: 'MB', value: (peak - before) / 1024 / 1024 },
  ];
}

async function theirs(database: Database): Promise<readonly Reading[]> {
  const during = watchMachine();
  const once = async () => {
    const begun = performance.now();
    const due = await database.run(bare);
    return { due, took: performance.now() - begun };
  };
  const first = await once();
  const again = await once();
  const subject = database.embedded ? 'limit-sweep, embedded' : 'limit-sweep';
  const common = { subject, n: first.due, machine: during() } as const;
  return [
    { ...common, figure: 'sweep', unit: 'ms', value: first.took },
    { ...common, figure: 'sweep repeated', unit: 'ms', value: again.took },
  ];
}
