import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators have stopped, until they let it go on. */
export class Pauses1765000000000 implements MigrationInterface {
  name = 'Pauses1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table pause (
        scope text primary key,
        reason text not null,
        since timestamptz not null default now()
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table pause');
  }
}
