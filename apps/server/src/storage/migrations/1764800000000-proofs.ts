import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What showed that it is the person, for one case, one act and one account. */
export class Proofs1764800000000 implements MigrationInterface {
  name = 'Proofs1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table proof (
        person_id uuid not null,
        id uuid not null,
        case_id uuid not null,
        kind text not null,
        action text not null,
        system text not null,
        account_id text not null,
        given_by uuid not null,
        given_at timestamptz not null default now(),
        expires_at timestamptz not null,
        primary key (person_id, id)
      )`,
    );
    await runner.query('create index proof_case on proof (person_id, case_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table proof');
  }
}
