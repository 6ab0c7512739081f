import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A case is held by a replica that is alive, instead of until a time: one heartbeat per server, whatever the number of cases. */
export class UnderFire1764100000000 implements MigrationInterface {
  name = 'UnderFire1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table replica (
      id uuid primary key,
      host text not null,
      role text not null,
      started_at timestamptz not null default now(),
      alive_until timestamptz not null
    )`);
    await runner.query('alter table help_case drop column lease_until');
    await runner.query("create index effect_parked on effect (finished_at) where status = 'parked'");
    // The wake-up calls of the first version: the effect table itself is the queue now.
    await runner.query('drop schema if exists pgboss cascade');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index effect_parked');
    await runner.query('alter table help_case add column lease_until timestamptz');
    await runner.query('drop table replica');
  }
}
