import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people have set for themselves: how often, in which language and on which channel they are told of things. */
export class PersonalSettings1764600000000 implements MigrationInterface {
  name = 'PersonalSettings1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table person_setting (
        person_id uuid primary key,
        notices text not null,
        language text,
        channel text,
        changed_at timestamptz not null default now()
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table person_setting');
  }
}
