import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many people's second factors were removed lately is asked before each removal. */
export class Wariness1765700000000 implements MigrationInterface {
  name = 'Wariness1765700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index effect_factor_removed on effect (finished_at)
      where status = 'done' and body ->> 'operation' = 'factor.remove'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index effect_factor_removed');
  }
}
