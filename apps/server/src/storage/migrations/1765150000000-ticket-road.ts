import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets that may have been opened twice, and tickets that were given up and are tried again. */
export class TicketRoad1765150000000 implements MigrationInterface {
  name = 'TicketRoad1765150000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ticket add column doubtful boolean not null default false');
    await runner.query('create index ticket_doubtful on ticket (opened_at, key) where doubtful');
    await runner.query('alter table effect add column retried_at timestamptz');
    // What was given up had no way back.
    await runner.query("update effect set status = 'parked' where status = 'failed' and lane = 'ticket'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("update effect set status = 'failed' where status = 'parked' and lane = 'ticket'");
    await runner.query('alter table effect drop column retried_at');
    await runner.query('drop index ticket_doubtful');
    await runner.query('alter table ticket drop column doubtful');
  }
}
