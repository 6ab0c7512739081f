import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time codes that were sent for a link, and from when on a proof by one counts. */
export class Codes1765610000000 implements MigrationInterface {
  name = 'Codes1765610000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table proof_link add column code_mac text, add column code_until timestamptz');
    await runner.query('alter table proof add column counts_from timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table proof drop column counts_from');
    await runner.query('alter table proof_link drop column code_mac, drop column code_until');
  }
}
