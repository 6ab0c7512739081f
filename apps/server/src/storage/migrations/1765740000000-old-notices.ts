import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is too old to count is found by its time: a notice is forgotten a month later, whether its person is told of anything again or not. */
export class OldNotices1765740000000 implements MigrationInterface {
  name = 'OldNotices1765740000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index notice_at on notice (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index notice_at');
  }
}
