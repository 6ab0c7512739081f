import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The product's own desk: every ticket from the commit that decided it, whatever desk it is also filed at. */
export class Desk1765200000000 implements MigrationInterface {
  name = 'Desk1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['ticket_number', 'effect_ticket', 'person_login', 'person_email', 'person_name'])
      await runner.query(`drop index ${index}`);
    await runner.query('drop table desk_ticket');
  }
}

const statements = [
  // Milliseconds, so that a page can say exactly where it ended.
  `create table desk_ticket (
    key text collate "C" primary key,
    person_id uuid not null,
    case_id uuid not null,
    feature text collate "C" not null,
    system text collate "C",
    subject text not null,
    description text not null,
    status text collate "C" not null,
    desk text,
    opened_at timestamptz(3) not null default clock_timestamp(),
    changed_at timestamptz(3) not null default clock_timestamp(),
    words tsvector not null generated always as
      (to_tsvector('simple', translate(subject || ' ' || description, '@./_-:+', '       '))) stored
  )`,
  'create index desk_ticket_opened on desk_ticket (opened_at desc, key desc)',
  'create index desk_ticket_status on desk_ticket (status, opened_at desc, key desc)',
  'create index desk_ticket_feature on desk_ticket (feature, opened_at desc, key desc)',
  'create index desk_ticket_system on desk_ticket (system, opened_at desc, key desc)',
  'create index desk_ticket_person on desk_ticket (person_id, opened_at desc, key desc)',
  'create index desk_ticket_words on desk_ticket using gin (words)',
  // What a ticket has been through is what was recorded of it.
  "create index effect_ticket on effect (person_id, (body ->> 'key')) where lane = 'ticket'",
  'create index ticket_number on ticket (lower(number))',
  'create index person_login on person (lower(login))',
  'create index person_email on person (lower(email))',
  'create index person_name on person (lower(display_name))',
  `insert into desk_ticket (key, person_id, case_id, feature, system, subject, description, status, opened_at, changed_at)
    select distinct on (effect.body ->> 'key') effect.body ->> 'key', effect.person_id, effect.case_id, help_case.policy,
      nullif(split_part(help_case.subjects ->> 0, '/', 1), ''), effect.body ->> 'subject', effect.body ->> 'description',
      coalesce(ticket.status, 'open'), effect.created_at, coalesce(ticket.updated_at, effect.created_at)
    from effect join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
      left join ticket on ticket.key = effect.body ->> 'key'
    where effect.lane = 'ticket' and effect.body ->> 'operation' = 'ticket.open'
    order by effect.body ->> 'key', effect.created_at`,
];
