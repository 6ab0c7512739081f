import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys of tickets compare as those of the desk's own do: of two collations an index answers one. */
export class TicketKeys1765742200000 implements MigrationInterface {
  name = 'TicketKeys1765742200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ticket alter column key type text collate "C"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ticket alter column key type text collate "default"');
  }
}
