import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When many people were locked at once, and whose lockouts were held back meanwhile; cases of which nothing is done. */
export class AttackAndShadow1765510000000 implements MigrationInterface {
  name = 'AttackAndShadow1765510000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notice drop column shadow');
    await runner.query('alter table help_case drop column shadow');
    await runner.query('alter table lockout drop column locked_at, drop column held');
    await runner.query('drop index lockout_detected');
    await runner.query('drop table attack');
  }
}

const statements = [
  `create table attack (
    id uuid primary key,
    began_at timestamptz not null,
    loud_at timestamptz not null,
    ended_at timestamptz,
    people integer not null,
    entered_at timestamptz,
    left_at timestamptz
  )`,
  'create unique index attack_open on attack ((true)) where ended_at is null',
  'create index attack_untold on attack (began_at) where entered_at is null or left_at is null',
  // By the directory's word, as far as it has one. Those that are known already are long past.
  'alter table lockout add column locked_at timestamptz, add column held boolean not null default false',
  'alter table lockout alter column locked_at set default clock_timestamp()',
  'create index lockout_locked on lockout (locked_at)',
  'create index lockout_detected on lockout (detected_at)',
  'create index lockout_held on lockout (detected_at) where held',
  'alter table help_case add column shadow boolean not null default false',
  'alter table notice add column shadow boolean not null default false',
];
