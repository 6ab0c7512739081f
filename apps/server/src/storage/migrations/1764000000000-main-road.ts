import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every table of the main road. Hot tables carry the person's id in their key, so that they can be sharded by person one day. */
export class MainRoad1764000000000 implements MigrationInterface {
  name = 'MainRoad1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables.toReversed()) await runner.query(`drop table ${table}`);
  }
}

const tables = [
  'person',
  'account',
  'channel_identity',
  'lockout',
  'help_case',
  'case_event',
  'effect',
  'choice_token',
  'notice',
  'ticket',
  'audit',
  'audit_unsealed',
  'audit_position',
  'watch',
  'connector_store',
  'processed_event',
] as const;

const statements = [
  `create table person (
    id uuid primary key,
    display_name text not null,
    login text not null,
    email text,
    locale text,
    created_at timestamptz not null default now()
  )`,
  `create table account (
    system text not null,
    account_id text not null,
    person_id uuid not null references person (id),
    login text not null,
    display_name text not null,
    email text,
    seen_at timestamptz not null default now(),
    primary key (system, account_id)
  )`,
  'create index account_person on account (person_id)',
  `create table channel_identity (
    channel text not null,
    user_id text not null,
    person_id uuid not null references person (id),
    conversation_id text not null,
    linked_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    primary key (channel, user_id)
  )`,
  'create index channel_identity_person on channel_identity (person_id)',
  `create table lockout (
    person_id uuid not null,
    system text not null,
    account_id text not null,
    episode text not null,
    detected_at timestamptz not null default now(),
    primary key (person_id, system, account_id, episode)
  )`,
  `create table help_case (
    person_id uuid not null,
    id uuid not null,
    policy text not null,
    policy_version integer not null,
    state jsonb not null,
    outcome text,
    version integer not null default 1,
    next_ordinal integer not null default 1,
    question jsonb,
    subjects jsonb not null default '[]',
    channel text,
    conversation_id text,
    locale text not null,
    lease_by uuid,
    lease_until timestamptz,
    opened_at timestamptz not null default now(),
    closed_at timestamptz,
    primary key (person_id, id)
  )`,
  'create index help_case_open on help_case (person_id) where closed_at is null',
  `create table case_event (
    person_id uuid not null,
    case_id uuid not null,
    ordinal integer not null,
    at timestamptz not null default now(),
    event jsonb not null,
    primary key (person_id, case_id, ordinal)
  )`,
  `create table effect (
    person_id uuid not null,
    id uuid not null,
    case_id uuid not null,
    ordinal integer not null,
    lane text not null,
    body jsonb not null,
    status text not null default 'intent',
    attempts integer not null default 0,
    attempted_at timestamptz,
    not_before timestamptz not null default now(),
    outcome jsonb,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (person_id, id)
  )`,
  "create index effect_intent on effect (person_id, case_id, ordinal) where status = 'intent'",
  "create index effect_waiting on effect (not_before) where status = 'intent'",
  `create table choice_token (
    person_id uuid not null,
    hash text not null,
    case_id uuid not null,
    question_id uuid not null,
    choice text not null,
    about jsonb not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_event uuid,
    primary key (person_id, hash)
  )`,
  'create index choice_token_hash on choice_token (hash)',
  'create index choice_token_question on choice_token (person_id, question_id)',
  `create table notice (
    person_id uuid not null,
    effect_id uuid not null,
    at timestamptz not null,
    primary key (person_id, effect_id)
  )`,
  'create index notice_person on notice (person_id, at)',
  `create table ticket (
    key text primary key,
    person_id uuid not null,
    case_id uuid not null,
    connector text not null,
    ticket_id text not null,
    number text not null,
    url text,
    status text not null,
    subject text not null,
    opened_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  'create index ticket_opened on ticket (opened_at)',
  `create table audit (
    id uuid primary key,
    at timestamptz(3) not null,
    body text not null,
    mac text not null
  )`,
  'create table audit_unsealed (id uuid primary key)',
  `create table audit_position (
    n bigint primary key,
    id uuid not null unique,
    mac text not null
  )`,
  `create table watch (
    name text primary key,
    cursor jsonb,
    lease_by uuid,
    lease_until timestamptz,
    polled_at timestamptz
  )`,
  `create table connector_store (
    connector text collate "C" not null,
    key text collate "C" not null,
    value jsonb not null,
    version bigint not null default 1,
    primary key (connector, key)
  )`,
  `create table processed_event (
    source text not null,
    id text not null,
    event_id uuid not null,
    at timestamptz not null default now(),
    primary key (source, id)
  )`,
  'create index processed_event_at on processed_event (at)',
];
