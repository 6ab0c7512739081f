import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When it is looked next whether another desk has dealt with what was handed off to it. */
export class DeskAnswers1765300000000 implements MigrationInterface {
  name = 'DeskAnswers1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table desk_ticket add column look_at timestamptz not null default clock_timestamp()');
    await runner.query("create index desk_ticket_look on desk_ticket (look_at) where status = 'handed-off'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table desk_ticket drop column look_at');
  }
}
