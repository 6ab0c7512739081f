import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When whoever has a session signed in at the provider's page, as its ID token says; null: it does not say. */
export class SignedInAt1765720000000 implements MigrationInterface {
  name = 'SignedInAt1765720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table console_session add column signed_in_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table console_session drop column signed_in_at');
  }
}
