import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type HttpFaultProxy, startHttpFaultProxy } from '../real-servers/http-fault-proxy.ts';
import { percentile } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { helpPeople, productSubject, words } from './helper.ts';
import { openLoop } from './http-load.ts';
import { watchMachine } from './machine.ts';
import { measureDrain } from './measure-drain.ts';
import type { Reading } from './reading.ts';
import { warmUp } from './warm-up.ts';

export interface TicketsOptions {
  readonly world: BenchWorld;
  /** Of clicks: with the desk up and with the desk down, in turn. */
  readonly rounds: number;
  /** Clicks of each half of a round, and how many of them a second. */
  readonly clicks: number;
  readonly rate: number;
  /** Ticket operations that wait for a desk that takes as many as it can. */
  readonly backlog: number;
  /** Ticket operations that an hour without a desk leaves, and requests a second that the desk takes afterwards. */
  readonly outage: number;
  readonly limit: number;
  readonly say: (line: string) => void;
}

const subject = 'postgres';
/** Milliseconds after which what is waited for will never be. */
const patience = 30 * 60_000;

/** Tickets: how soon the desk has them, whether anybody feels that it is down, and what an hour without it leaves. */
export async function tickets(options: TicketsOptions): Promise<readonly Reading[]> {
  const { world } = options;
  const proxy = await startHttpFaultProxy(world.standIn.url);
  const directory = await world.directory();
  const product = await world.product({ kind: 'postgres', directory, deskUrl: proxy.url });
  await product.start();
  const client = new pg.Client({ connectionString: product.database });
  await client.connect();
  try {
    const clicked = await clicks({ ...options, directory, product, client, proxy });
    await product.stop();
    const backlogged = await drains({ ...options, name: 'backlog', client, product, proxy, count: options.backlog });
    const limited = await drains({ ...options, name: 'outage', client, product, proxy, count: options.outage });
    return [
      ...clicked,
      { ...backlogged.rate, figure: 'ticket operations of a backlog' },
      { ...limited.rate, figure: 'ticket operations after an outage, at the desk’s own limit' },
      { ...backlogged.faults, figure: 'tickets lost, doubled or out of order' },
      { ...limited.faults, figure: 'tickets lost, doubled or out of order' },
    ];
  } finally {
    await client.end();
    await product.remove();
    await proxy.close();
  }
}

interface Parts extends TicketsOptions {
  readonly product: Awaited<ReturnType<BenchWorld['product']>>;
  readonly client: pg.Client;
  readonly proxy: HttpFaultProxy;
}

async function clicks(
  options: Parts & { readonly directory: Awaited<ReturnType<BenchWorld['directory']>> },
): Promise<readonly Reading[]> {
  const { world, rounds, clicks: many, rate, product, directory, proxy, client, say } = options;
  const click = productSubject({ name: subject, product, world });
  const noticed = (login: string) => world.follower.shown(login, words.locked);
  await warmUp((sizes) => helpPeople({ subject: click, directory, product, noticed, clicked: [] }, sizes));
  const people = await directory.recruit(2 * rounds * many);
  await directory.lock(people);
  await Promise.all(people.map(noticed));
  await measureDrain(click);
  const readings: Reading[] = [];
  const waiting = people.values();
  const measure = async (how: 'up' | 'down') => {
    say(`… ${many} clicks, the desk is ${how}`);
    const logins = Array.from({ length: many }, () => waiting.next().value ?? '');
    const during = watchMachine();
    const { answers } = await openLoop({ members: logins, rate, post: (login) => click.click(login) });
    const wrong = answers.filter(({ status }) => status !== 202).length;
    if (wrong > 0) throw new Error(`${wrong} clicks were not stored.`);
    const took = answers.map((one) => one.took);
    const common = { subject, unit: 'ms', n: many, machine: during() } as const;
    readings.push({ ...common, figure: `click acknowledged, desk ${how}, p50`, value: percentile(took, 0.5) });
    readings.push({ ...common, figure: `click acknowledged, desk ${how}, p99`, value: percentile(took, 0.99) });
    proxy.heal();
    await measureDrain(click);
    return { logins, common };
  };
  for (let round = 0; round < rounds; round += 1) {
    const { logins, common } = await measure('up');
    const late = await untilAtDesk({ world, client, logins });
    readings.push({ ...common, n: late.length, figure: 'ticket recorded to desk, p95', value: percentile(late, 0.95) });
    proxy.break('unavailable');
    await measure('down');
  }
  return readings;
}

/** Milliseconds from the commit that recorded a ticket until the desk was asked to open it. Both go by the clock of this machine. */
async function untilAtDesk({
  world,
  client,
  logins,
}: Pick<Parts, 'world' | 'client'> & { readonly logins: readonly string[] }): Promise<readonly number[]> {
  const { rows } = await client.query<{ login: string; at: Date }>(
    `select person.login, min(effect.created_at) as at from effect join person on person.id = effect.person_id
     where effect.body ->> 'operation' = 'ticket.open' and person.login = any($1::text[]) group by person.login`,
    [logins],
  );
  const recorded = new Map(rows.map(({ login, at }) => [login, at.getTime()]));
  return (await world.standIn.ledger()).flatMap(({ operation, login, at }) => {
    const since = recorded.get(login);
    return operation === 'ticket.open' && since !== undefined ? [at - since] : [];
  });
}

/** Tickets to open and to resolve that were recorded and tried in vain while there was no desk. */
const seed = [
  `insert into person (id, display_name, login, email, locale)
   select gen_random_uuid(), login, login, login || '@acme.test', 'en'
   from (select $1 || '-' || n as login from generate_series(1, $2::int) n) as someone`,
  `insert into help_case (person_id, id, policy, policy_version, state, outcome, locale, closed_at, opened_at, next_ordinal)
   select id, gen_random_uuid(), 'unlock-account', 1, '{}', 'answered', 'en', now(), now() - interval '1 hour', 3
   from person where login like $1 || '-%' and $2::int > 0`,
  `insert into effect (person_id, id, case_id, ordinal, lane, body, attempts, attempted_at, created_at)
   select help_case.person_id, gen_random_uuid(), help_case.id, step, 'ticket',
     jsonb_build_object('type', 'ticket', 'key', person.login) || case step
       when 1 then jsonb_build_object('operation', 'ticket.open', 'subject', 'Unlock', 'description', 'Asked for it.')
       else jsonb_build_object('operation', 'ticket.resolve', 'resolution', 'Unlocked.') end,
     case step when 1 then 12 else 0 end, now() - interval '5 minutes', now() - interval '1 hour'
   from help_case join person on person.id = help_case.person_id cross join generate_series(1, 2) as step
   where person.login like $1 || '-%' and $2::int > 0`,
];

async function drains({
  world,
  name,
  count,
  limit,
  client,
  product,
  proxy,
  say,
}: Parts & { readonly name: 'backlog' | 'outage'; readonly count: number }) {
  const persons = count / 2;
  say(`… ${count} operations wait for the desk${name === 'outage' ? `, which takes ${limit} requests a second` : ''}`);
  for (const statement of seed) await client.query(statement, [name, persons]);
  await client.query('analyze');
  let [second, asked, refused] = [0, 0, 0];
  if (name === 'outage') {
    proxy.choose(() => {
      const now = Math.floor(performance.now() / 1000);
      [second, asked] = now === second ? [second, asked + 1] : [now, 1];
      if (asked <= limit) return undefined;
      refused += 1;
      return 'too-many';
    });
  }
  const during = watchMachine();
  await product.start();
  const begun = performance.now();
  const left = async () =>
    Number(
      (
        await client.query<{ count: string }>(
          `select count(*) from effect join person on person.id = effect.person_id
           where effect.status = 'intent' and person.login like $1 || '-%'`,
          [name],
        )
      ).rows[0]?.count,
    );
  while ((await left()) > 0) {
    if (performance.now() - begun > patience) throw new Error(`${await left()} operations still wait for the desk.`);
    await delay(100);
  }
  const seconds = (performance.now() - begun) / 1000;
  proxy.heal();
  const machine = during();
  await product.stop();
  const faults = await wrongTickets({ world, name, persons });
  say(`  drained in ${seconds.toFixed(1)} s; ${refused} requests were refused as too many`);
  for (const fault of faults.slice(0, 10)) say(`✗ ${fault}`);
  const common = { subject, n: count, machine } as const;
  return {
    rate: { ...common, unit: '/s', value: count / seconds } as const,
    faults: { ...common, unit: '', value: faults.length } as const,
  };
}

/** Whoever has not one ticket, opened once and then resolved once. */
async function wrongTickets({
  world,
  name,
  persons,
}: Pick<Parts, 'world'> & { readonly name: string; readonly persons: number }): Promise<readonly string[]> {
  const done = new Map<string, string[]>();
  for (const { operation, login, changed } of await world.standIn.ledger()) {
    if (changed && operation.startsWith('ticket.')) done.set(login, [...(done.get(login) ?? []), operation]);
  }
  return Array.from({ length: persons }, (_, index) => `${name}-${index + 1}`).flatMap((login) => {
    const deeds = done.get(login)?.join(', ') ?? 'nothing';
    return deeds === 'ticket.open, ticket.resolve' ? [] : [`${login}: ${deeds}`];
  });
}
