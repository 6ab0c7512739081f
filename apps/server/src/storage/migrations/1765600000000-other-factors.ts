import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which factor showed that it is the person, the question that stands on a device, and how often things may be tried. */
export class OtherFactors1765600000000 implements MigrationInterface {
  name = 'OtherFactors1765600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table proof add column factor text');
    await runner.query('alter table proof_link add column challenge jsonb, add column challenge_browser text');
    await runner.query(
      `create table allowance (
        key text not null primary key,
        taken timestamptz[] not null,
        over_at timestamptz not null
      )`,
    );
    await runner.query('create index allowance_over on allowance (over_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table allowance');
    await runner.query('alter table proof_link drop column challenge, drop column challenge_browser');
    await runner.query('alter table proof drop column factor');
  }
}
