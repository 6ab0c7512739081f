import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links by which people sign in afresh, each for one act of one case; and the sign-in that is under way, if there is one. */
export class ProofLinks1764900000000 implements MigrationInterface {
  name = 'ProofLinks1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table proof_link (
        person_id uuid not null,
        effect_id uuid not null,
        case_id uuid not null,
        hash text not null unique,
        action text not null,
        system text not null,
        account_id text not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        attempts int not null default 0,
        state_hash text unique,
        browser_hash text,
        nonce text,
        verifier text,
        begun_at timestamptz,
        primary key (person_id, effect_id)
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table proof_link');
  }
}
