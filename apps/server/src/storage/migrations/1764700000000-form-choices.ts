import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A button may stand for one option of a form, where a channel has none. */
export class FormChoices1764700000000 implements MigrationInterface {
  name = 'FormChoices1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table choice_token add column chosen jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table choice_token drop column chosen');
  }
}
