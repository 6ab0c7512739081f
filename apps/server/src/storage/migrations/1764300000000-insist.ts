import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets a statement undo its whole transaction where what it relies on is not so: the commit may be on its way already. */
export class Insist1764300000000 implements MigrationInterface {
  name = 'Insist1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create function insist(holds boolean, otherwise text) returns void language plpgsql as $$
      begin
        if not holds then raise exception using errcode = 'AA001', message = otherwise; end if;
      end $$`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function insist(boolean, text)');
  }
}
