// HTTP, a signature, and the one commit that a click needs: the event (once), the case moved on by compare-and-set,
// what is to be done about it, and an audit row with its MAC. One statement, prepared, so that nothing is faster.
import { createHmac, randomUUID } from 'node:crypto';
import pg from 'pg';
import { readReferenceOptions } from './reference-options.ts';
import { serveSigned } from './serve-signed.ts';

const { secret, database } = readReferenceOptions();
const pool = new pg.Pool({ connectionString: database, max: 16 });
await pool.query(`
  create table event (source text not null, id text not null, primary key (source, id));
  create table help_case (id integer primary key, version integer not null, state jsonb not null);
  create table effect (id uuid primary key, case_id integer not null, ordinal integer not null, body jsonb not null, status text not null default 'intent');
  create table audit (id uuid primary key, at timestamptz not null, body text not null, mac text not null);
  insert into help_case select n, 1, '{"status":"asked"}' from generate_series(0, 49999) n`);

const step = {
  name: 'step',
  text: `
    with event as (insert into event values ('chat', $1) on conflict do nothing returning id),
      moved as (update help_case set version = version + 1, state = $3 where id = $2 and version = $4 and exists (select from event) returning id),
      effects as (insert into effect (id, case_id, ordinal, body) select e.id, moved.id, e.ordinal, e.body from moved, unnest($5::uuid[], $6::integer[], $7::jsonb[]) e (id, ordinal, body)),
      audited as (insert into audit select $8::uuid, $9::timestamptz, $10, $11 from moved)
    select id from moved`,
};
const versions = new Map<number, number>();

serveSigned({
  secret,
  handle: async (body) => {
    const { id, login } = JSON.parse(body) as { readonly id: string; readonly login: string };
    // A case of its own for every click, until there have been more clicks than cases.
    const helpCase = Number(/\d+$/.exec(login)?.[0] ?? 0) % 50_000;
    const version = versions.get(helpCase) ?? 1;
    versions.set(helpCase, version + 1);
    const entry = {
      id: randomUUID(),
      at: new Date().toISOString(),
      body: JSON.stringify({ name: 'choice-made', by: login, event: id }),
    };
    const mac = createHmac('sha256', secret).update(`${entry.id}\n${entry.at}\n${entry.body}`).digest('base64url');
    const { rowCount } = await pool.query({
      ...step,
      values: [
        ...[id, helpCase, '{"status":"unlocking"}', version],
        ...[
          [randomUUID(), randomUUID()],
          [1, 2],
          ['{"type":"identity","operation":"account.unlock"}', '{"type":"ticket","operation":"ticket.open"}'],
        ],
        ...[entry.id, entry.at, entry.body, mac],
      ],
    });
    if (rowCount !== 1) throw new Error(`The click ${id} moved no case.`);
  },
});
