import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Effects are found by their case whatever became of them. An index of those alone that are under way would seem small to
 * a planner that counted them in a quiet hour, and it would read all of it, in a storm, for every case.
 */
export class EffectsByCase1765715000000 implements MigrationInterface {
  name = 'EffectsByCase1765715000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index effect_case on effect (person_id, case_id, ordinal)');
    await runner.query('drop index effect_intent');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("create index effect_intent on effect (person_id, case_id, ordinal) where status = 'intent'");
    await runner.query('drop index effect_case');
  }
}
