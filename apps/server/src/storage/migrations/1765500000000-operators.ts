import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What needs a human, who sees it, and in which message the operators were told. */
export class Operators1765500000000 implements MigrationInterface {
  name = 'Operators1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['operator_notice', 'trouble', 'trouble_sight']) await runner.query(`drop table ${table}`);
  }
}

const statements = [
  // What a server sees itself; it counts while that server is alive.
  `create table trouble_sight (
    key text not null,
    replica uuid not null,
    kind text not null,
    name text not null,
    detail text not null,
    since timestamptz not null default clock_timestamp(),
    primary key (key, replica)
  )`,
  `create table trouble (
    id uuid primary key,
    key text not null,
    kind text not null,
    name text not null,
    detail text not null,
    began_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    began_notice uuid,
    ended_notice uuid
  )`,
  'create unique index trouble_open on trouble (key) where ended_at is null',
  'create index trouble_untold on trouble (began_at) where began_notice is null or ended_notice is null',
  `create table operator_notice (
    id uuid primary key,
    at timestamptz not null default clock_timestamp(),
    entered_at timestamptz
  )`,
  'create index operator_notice_at on operator_notice (at)',
  'create index operator_notice_waiting on operator_notice (at) where entered_at is null',
];
