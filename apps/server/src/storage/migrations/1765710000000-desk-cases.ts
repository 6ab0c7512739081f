import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links in tickets lead back by the case that opened them. */
export class DeskCases1765710000000 implements MigrationInterface {
  name = 'DeskCases1765710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index desk_ticket_case on desk_ticket (case_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index desk_ticket_case');
  }
}
