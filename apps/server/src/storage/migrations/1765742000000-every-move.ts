import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every move of a place is kept for itself, with the case that announces it: none is forgotten over a later one of the same user. */
export class EveryMove1765742000000 implements MigrationInterface {
  name = 'EveryMove1765742000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table link_move drop constraint link_move_pkey');
    await runner.query(
      `alter table link_move add column id uuid not null default gen_random_uuid() primary key, add column case_id uuid`,
    );
    await runner.query(
      `update link_move set case_id = (
         select help_case.id from help_case
         where help_case.person_id = link_move.person_id and help_case.policy = 'security-notice'
           and help_case.state -> 'link' ->> 'channel' = link_move.channel
           and help_case.state -> 'link' ->> 'user' = link_move.user_id
         order by help_case.opened_at desc limit 1)`,
    );
    await runner.query('create index link_move_user on link_move (channel, user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index link_move_user');
    await runner.query(
      `delete from link_move where exists (
         select from link_move later where later.channel = link_move.channel and later.user_id = link_move.user_id
           and (later.moved_at, later.id) > (link_move.moved_at, link_move.id))`,
    );
    await runner.query('alter table link_move drop column id, drop column case_id, add primary key (channel, user_id)');
  }
}
