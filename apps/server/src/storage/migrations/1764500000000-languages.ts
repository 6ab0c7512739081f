import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language a person writes in, kept with the case, and the one their channel says. */
export class Languages1764500000000 implements MigrationInterface {
  name = 'Languages1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table help_case add column written_in text');
    await runner.query('alter table channel_identity add column locale text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table channel_identity drop column locale');
    await runner.query('alter table help_case drop column written_in');
  }
}
