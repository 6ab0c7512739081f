import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What all replicas together have left of each provider, and until when it asked for quiet. */
export class ProviderBudget1764200000000 implements MigrationInterface {
  name = 'ProviderBudget1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table provider_budget (
        connector text collate "C" primary key,
        tokens double precision not null default 0,
        filled_at timestamptz not null default 'epoch',
        quiet_until timestamptz not null default 'epoch',
        closed_until timestamptz not null default 'epoch',
        knocked_at timestamptz not null default 'epoch'
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table provider_budget');
  }
}
