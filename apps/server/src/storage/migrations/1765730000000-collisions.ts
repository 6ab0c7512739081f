import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that were not linked because it is not certain whose they are. Neither names nor addresses: these are asked for when they are shown. */
export class Collisions1765730000000 implements MigrationInterface {
  name = 'Collisions1765730000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table collision (
        system text collate "C" not null,
        account_id text collate "C" not null,
        other_system text collate "C" not null,
        reason text not null,
        seen_at timestamptz not null default clock_timestamp(),
        primary key (system, account_id, other_system)
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table collision');
  }
}
