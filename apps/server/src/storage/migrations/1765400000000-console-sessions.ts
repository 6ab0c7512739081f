import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is at the console, the one-time links to it, and who has resolved and paused what. */
export class ConsoleSessions1765400000000 implements MigrationInterface {
  name = 'ConsoleSessions1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table pause drop column paused_by');
    for (const table of ['desk_answer', 'console_link', 'console_session']) await runner.query(`drop table ${table}`);
  }
}

const statements = [
  `create table console_session (
    hash text collate "C" primary key,
    issuer text,
    subject text,
    name text not null,
    role text not null,
    state_hash text collate "C" unique,
    begun_at timestamptz not null default clock_timestamp(),
    used_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create table console_link (
    hash text collate "C" primary key,
    expires_at timestamptz not null
  )`,
  // The first who answers for a standing of a ticket is the one who did.
  `create table desk_answer (
    key text collate "C" not null,
    changed_at timestamptz(3) not null,
    resolution text not null,
    issuer text,
    subject text,
    name text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (key, changed_at)
  )`,
  'alter table pause add column paused_by text',
];
