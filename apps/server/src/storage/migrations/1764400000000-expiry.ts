import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs out, mirrored from the directories, and who was reminded of it. */
export class Expiry1764400000000 implements MigrationInterface {
  name = 'Expiry1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['reminder', 'reminder_zone', 'directory_page', 'expiry'])
      await runner.query(`drop table ${table}`);
  }
}

const statements = [
  // Names and addresses stay where they are: these are only the days, and whose.
  `create table expiry (
    system text collate "C" not null,
    account_id text collate "C" not null,
    kind text collate "C" not null,
    standing text not null,
    zone text collate "C" not null,
    changed_at timestamptz,
    expires_at timestamptz,
    first_seen_at timestamptz not null,
    cycle_changed_at timestamptz,
    cycle_expires_at timestamptz,
    schedule integer not null,
    schedule_expires_at timestamptz,
    moved_at timestamptz,
    primary key (system, account_id, kind)
  )`,
  'create index expiry_due on expiry (zone, expires_at) where expires_at is not null',
  'create index expiry_moved on expiry (zone) where moved_at is not null',
  // Whom a walk through a directory has met so far, a page each: at its end the others are gone.
  `create table directory_page (
    system text collate "C" not null,
    number integer not null,
    account_ids text[] collate "C" not null,
    primary key (system, number)
  )`,
  `create table reminder_zone (
    zone text collate "C" primary key,
    swept_until timestamptz not null
  )`,
  `create table reminder (
    system text collate "C" not null,
    account_id text collate "C" not null,
    kind text collate "C" not null,
    cycle_at timestamptz not null,
    schedule integer not null,
    mark integer not null,
    day date not null,
    zone text collate "C" not null,
    cycle_changed_at timestamptz,
    cycle_expires_at timestamptz not null,
    expires_at timestamptz not null,
    not_before timestamptz,
    entered_at timestamptz,
    primary key (system, account_id, kind, cycle_at, schedule, mark)
  )`,
  'create index reminder_waiting on reminder (mark) where entered_at is null',
];
