import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The page for people that cannot reach any chat belongs to the browser that asked for it; of which it keeps a hash. */
export class RecoveryInOneBrowser1765742100000 implements MigrationInterface {
  name = 'RecoveryInOneBrowser1765742100000';

  async up(runner: QueryRunner): Promise<void> {
    // Whoever is under way begins anew: nobody knows in which browser it was.
    await runner.query('alter table recovery add column browser text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table recovery drop column browser');
  }
}
