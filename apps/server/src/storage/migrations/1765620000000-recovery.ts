import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who came to the page for people that cannot reach any chat. Whoever nobody knows leaves the same row as everybody else. */
export class Recovery1765620000000 implements MigrationInterface {
  name = 'Recovery1765620000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table recovery (
        hash text not null primary key,
        about text not null,
        begun_at timestamptz not null default clock_timestamp(),
        attempts int not null default 0,
        person_id uuid,
        code_mac text,
        verified_at timestamptz
      )`,
    );
    await runner.query('create index recovery_begun on recovery (begun_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recovery');
  }
}
