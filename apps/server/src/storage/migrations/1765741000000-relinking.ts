import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may take somebody's place on a channel, by a code that was sent, and who has taken whose. */
export class Relinking1765741000000 implements MigrationInterface {
  name = 'Relinking1765741000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table link_code (
        channel text not null,
        user_id text not null,
        person_id uuid not null,
        held_by text not null,
        code_mac text not null,
        asked_by text not null,
        asked_at timestamptz not null default clock_timestamp(),
        good_until timestamptz not null,
        attempts int not null default 0,
        tried_by text,
        primary key (channel, user_id)
      )`,
    );
    await runner.query('create index link_code_asked on link_code (asked_at)');
    await runner.query(
      `create table link_move (
        channel text not null,
        user_id text not null,
        person_id uuid not null,
        before_user text not null,
        moved_at timestamptz not null,
        disputed boolean not null default false,
        primary key (channel, user_id)
      )`,
    );
    await runner.query('create index link_move_person on link_move (person_id)');
    await runner.query('create index link_move_before on link_move (channel, before_user)');
    await runner.query('create index link_move_at on link_move (moved_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table link_move');
    await runner.query('drop table link_code');
  }
}
