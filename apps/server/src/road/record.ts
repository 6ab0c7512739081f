import { ConnectorError } from '@access-account/contract';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Sql, Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { inOneOrder } from '../storage/in-one-order.ts';
import { oneStatement, type Part } from '../storage/one-statement.ts';
import { toJson } from '../storage/to-json.ts';
import { beginsAtOnce, type ChangedCase, Changes, type ChangesOptions, type Taker } from './changes.ts';
import { userKey } from './channel-links.ts';
import { type DeskRows, deskRows } from './desk-rows.ts';
import type { CaseInHand, DueEffect } from './due-effect.ts';
import { casesInHand, type EffectRow, effectColumns } from './effect-rows.ts';
import type { OpenedTicket, Outcome, TicketChange } from './outcome.ts';
import type { Lifted } from './perform.ts';

export interface RecordOptions extends ChangesOptions {
  readonly audit: AuditLog;
  /** Milliseconds for which notices are looked at; a month of them is kept at least. */
  readonly noticesCount: number;
}

/** What became of the cases. */
export interface Written {
  /** Who holds those that were written, by case; null: nobody. */
  readonly holders: ReadonlyMap<string, string | null>;
  /** Those that were let go with nothing written. */
  readonly letGo: ReadonlySet<string>;
  /** Those in which something waits that was recorded before. */
  readonly waiting: ReadonlySet<string>;
}

export interface Claim {
  readonly replica: string;
  readonly most: number;
}

/** Milliseconds. */
const month = 30 * 24 * 60 * 60_000;

/** A case may be taken by whoever comes first once nobody alive holds it. */
const isFree = `(help_case.lease_by is null or not exists (
  select 1 from replica where replica.id = help_case.lease_by and replica.alive_until > clock_timestamp()))`;

/** A try that may change something begins. */
export interface Beginning {
  readonly due: DueEffect;
  readonly lifted: Lifted | undefined;
}

/** Station 6. One transaction: events, states, effects with their order, outcomes, audit. Nothing leaves the building before its commit. */
export class Record {
  readonly #options: RecordOptions;

  constructor(options: RecordOptions) {
    this.#options = options;
  }

  changes(taker: Taker): Changes {
    return new Changes(taker, this.#options);
  }

  /** Writes everything in one round trip. Cases with something due are taken by their taker, where it takes any and nobody else has them. */
  async write(changes: Changes, transaction: Transaction): Promise<Written> {
    const { taker } = changes;
    const desk = deskRows(changes.cases);
    const [{ holders, letGo, waiting }] = await Promise.all([
      this.#atOnce(changes, desk, transaction),
      insert(transaction, releaseLockouts, changes.released),
      insert(transaction, insertAttack, changes.attack === null ? [] : [changes.attack]),
      insert(transaction, keepSettings, changes.settings),
      insert(
        transaction,
        seeLinks,
        inOneOrder(changes.seen, ({ channel, user_id }) => userKey(channel, user_id)),
      ),
      insert(transaction, clearPlaces, changes.moves),
      insert(transaction, moveLinks, changes.moves),
      insert(transaction, emptyPlaces, changes.unlinked),
      insert(transaction, insertProofs, changes.proofs),
      insert(transaction, insertProofLinks, changes.proofLinks),
      insert(transaction, changeDeskTickets, desk.changedSinceOpened),
      this.#tickets(changes, transaction),
      this.#accounts(changes, transaction),
    ]);
    const taken = changes.cases
      .filter(isNew)
      .map(({ before, effects }) => [before.id, effects.length > 0 && taker.takes ? taker.replica : null] as const);
    return { holders: new Map([...holders, ...taken]), letGo, waiting };
  }

  /** Notes that tries which may change something begin now. Answers for each whether its case is still held by whoever performs it. */
  async begun(tries: readonly Beginning[], sql: Sql): Promise<readonly boolean[]> {
    const begun = await sql.rows<{ id: string }>(beginEffects, [
      toJson(tries.map(({ due, lifted }) => ({ person_id: due.person, id: due.id, holder: due.holder, ...lifted }))),
    ]);
    const ids = new Set(begun.map(({ id }) => id));
    return tries.map(({ due }) => ids.has(due.id));
  }

  /** Takes cases that have something due and that nobody alive holds, those first that wait the longest. */
  async claim({ replica, most }: Claim, sql: Sql): Promise<readonly CaseInHand[]> {
    // A glance first: on an idle server nothing is due, and the whole question would be planned and asked for nothing.
    if ((await sql.rows(somethingDue)).length === 0) return [];
    return casesInHand(await sql.rows<EffectRow>(claimCases, [replica, most]));
  }

  /** Cases that this replica holds, with something that was due long ago. */
  async overdue({ replica, most }: Claim, sql: Sql): Promise<readonly Pick<CaseInHand, 'person' | 'id'>[]> {
    return sql.rows(overdueCases, [replica, most]);
  }

  /** Lets everything be tried now that waits for a system to answer. Answers how much that is. */
  async retryNow(lanes: readonly string[], sql: Sql): Promise<number> {
    return sql.run(
      `update effect set not_before = clock_timestamp()
       where status = 'intent' and attempts > 0 and not_before > clock_timestamp() and lane = any($1::text[])`,
      [lanes],
    );
  }

  /** What nearly every commit is made of, in one statement. Answers who holds the cases that were changed, and which were let go. */
  async #atOnce(changes: Changes, desk: DeskRows, transaction: Transaction): Promise<Written> {
    const { cases, taker } = changes;
    const changed = cases.filter((one) => !isNew(one)).map((one) => caseRow(one, taker));
    const created = cases.filter(isNew).map((one) => caseRow(one, taker));
    // A case that somebody wrote to in the meantime is kept: there is more to do.
    const isChanged = new Set(cases.map(({ before }) => before.id));
    const letGo = changes.letGo.filter(({ id }) => !isChanged.has(id));
    const { outcomes: settled } = changes;
    const finished = bundle(
      part('finished', finishEffects, settled.map(outcomeRow)),
      part('let_go', letCasesGo, letGo),
    );
    const decided = bundle(
      part('changed', changeCases, changed, taker.replica),
      part('event', insertEvents, changes.events),
      part(
        'cancelled',
        cancelTimers,
        changes.timers,
        settled.map(({ due }) => due.id),
      ),
      part(
        'new_effect',
        insertEffects,
        cases.flatMap((one) => effectRows(one, taker)),
      ),
    );
    const parts = [
      ...finished,
      ...decided,
      ...bundle(
        part('processed', insertProcessed, changes.processed),
        part('closed', closeQuestions, [...changes.questions.values()]),
        part('new_desk_ticket', insertDeskTickets, desk.opened),
        part('changed_desk_ticket', changeDeskTickets, desk.changed),
      ),
      ...bundle(
        part('created', createCases, created, taker.replica),
        part('token', insertTokens, changes.tokens),
        part('new_lockout', insertLockouts, changes.lockouts),
        // With some that are new a few go that count no more: so none stays for long, and no commit waits for many.
        { name: 'old_notice', text: deleteOldNotices, values: [Math.max(month, this.#options.noticesCount)], rows: 0 },
        part('new_notice', insertNotices, changes.notices),
      ),
      ...this.#options.audit.parts(transaction, changes.audit),
    ];
    if (parts.length === 0) return { holders: new Map(), letGo: new Set(), waiting: new Set() };
    const { text, values } = oneStatement(parts, asTheyWere(finished, decided));
    const [row] = await transaction.rows<AnsweredAtOnce>(text, values);
    return {
      holders: new Map(Object.entries(row?.held ?? {})),
      letGo: new Set(row?.free ?? []),
      waiting: new Set(row?.waiting ?? []),
    };
  }

  async #tickets({ outcomes }: Changes, transaction: Transaction): Promise<void> {
    const opened: object[] = [];
    const changed: TicketChange[] = [];
    for (const { due, outcome } of outcomes) {
      const ticket = outcome.status === 'done' ? outcome.ticket : undefined;
      if (ticket === undefined) continue;
      if ('status' in ticket) changed.push(ticket);
      else opened.push({ ...ticketRow(ticket), person_id: due.person, case_id: due.case });
    }
    await Promise.all([insert(transaction, insertTickets, opened), insert(transaction, changeTickets, changed)]);
  }

  async #accounts({ outcomes }: Changes, transaction: Transaction): Promise<void> {
    const read = outcomes.flatMap(({ outcome }) => {
      if (outcome.status !== 'done' || outcome.account === undefined) return [];
      const { system, id, login, displayName, email } = outcome.account;
      return [{ system, account_id: id, login, display_name: displayName, email }];
    });
    // In one turn, as everything else: a statement that waited for the first would come after the commit they travel with.
    await Promise.all([insert(transaction, readdressPeople, read), insert(transaction, renameAccounts, read)]);
  }
}

/** A part over so many rows, which it reads from JSON. */
interface RowsPart extends Part {
  readonly rows: number;
}

function part(name: string, text: string, rows: readonly object[], ...more: readonly unknown[]): RowsPart {
  return { name, text, values: [toJson(rows), ...more], rows: rows.length };
}

/**
 * Parts that mostly come together: all of them, or none where there is nothing to write. A connection keeps the plan of every
 * combination that it was ever asked for, a few hundred kilobytes each: of bundles there are thirty-two, of parts thousands.
 */
function bundle(...parts: readonly RowsPart[]): readonly RowsPart[] {
  return parts.some(({ rows }) => rows > 0) ? parts : [];
}

interface AnsweredAtOnce {
  /** Who holds the cases that were changed. */
  readonly held?: Readonly<{ [id: string]: string | null }> | null;
  /** The cases that were let go. */
  readonly free?: readonly string[] | null;
  /** The changed ones in which something waits that was recorded before. */
  readonly waiting?: readonly string[] | null;
}

/**
 * What was decided is decided of cases and effects as they were read: with one of them changed by somebody else nothing of it
 * holds. Asked of columns, which are worked out whatever else there is to answer.
 */
function asTheyWere(finished: readonly RowsPart[], decided: readonly RowsPart[]): Omit<Part, 'name'> {
  const columns: string[] = [];
  const values: number[] = [];
  const insist = ({ name, rows }: RowsPart, otherwise: string) => {
    values.push(rows);
    columns.push(`insist((select count(*) from ${name}) = $${values.length}::int, '${otherwise}')`);
  };
  const [settled] = finished;
  const [changed] = decided;
  if (settled !== undefined) {
    insist(settled, 'An effect was settled by somebody else.');
    columns.push('(select jsonb_agg(id) from let_go) as free');
  }
  if (changed !== undefined) {
    insist(changed, 'A case was changed by somebody else.');
    columns.push('(select jsonb_object_agg(id, lease_by) from changed) as held');
    columns.push('(select jsonb_agg(id) from changed where waits) as waiting');
  }
  return { text: `select ${columns.join(', ')}`, values };
}

function isNew({ before }: ChangedCase): boolean {
  return before.version === 0;
}

/** Runs a statement over rows that it reads from JSON, unless there are none. */
async function insert(transaction: Transaction, statement: string, rows: readonly object[]): Promise<number> {
  return rows.length === 0 ? 0 : transaction.run(statement, [toJson(rows)]);
}

function caseRow({ before, state, plan, effects, letGo }: ChangedCase, { takes }: Taker): object {
  return {
    person_id: before.person,
    id: before.id,
    version: before.version,
    state,
    question: plan.openQuestion,
    subjects: plan.subjects,
    next_ordinal: before.nextOrdinal + plan.effects.length,
    outcome: plan.outcome,
    policy: before.policy,
    policy_version: before.policyVersion,
    channel: before.address?.channel ?? null,
    conversation_id: before.address?.conversation ?? null,
    locale: before.locale,
    written_in: before.writtenIn,
    shadow: before.shadow,
    taken: takes && effects.length > 0,
    let_go: letGo,
  };
}

function effectRows({ before, plan }: ChangedCase, taker: Taker): readonly object[] {
  return plan.effects.map(({ id, ordinal, lane, effect, notBefore, shadowed }) => ({
    person_id: before.person,
    id,
    case_id: before.id,
    ordinal,
    lane,
    body: effect,
    attempted: !shadowed && beginsAtOnce(effect, before, taker),
    not_before: notBefore,
    shadowed,
  }));
}

function outcomeRow({ due, outcome }: Changes['outcomes'][number]): object {
  return { person_id: due.person, id: due.id, holder: due.holder, ...outcomeColumns(outcome) };
}

function outcomeColumns(outcome: Outcome): object {
  switch (outcome.status) {
    case 'done':
      return { status: 'done', outcome: outcome.result };
    case 'failed':
      return { status: 'failed', outcome: { code: outcome.error.code, reason: outcome.error.message } };
    case 'parked':
      return { status: 'parked', outcome: { code: codeOf(outcome.error), reason: outcome.error.message } };
    case 'later':
      return { status: 'intent', after: outcome.after, untried: outcome.isUntried === true };
  }
}

function codeOf(error: Error): string {
  return ConnectorError.isInstance(error) ? error.code : 'unexpected';
}

function ticketRow({ key, connector, id, number, url, subject, doubtful }: OpenedTicket): object {
  return { key, connector, ticket_id: id, number, url, subject, doubtful };
}

const createCases = `insert into help_case (person_id, id, state, question, subjects, next_ordinal, outcome, closed_at, policy,
    policy_version, channel, conversation_id, locale, written_in, shadow, lease_by)
  select person_id, id, state, question, subjects, next_ordinal, outcome,
    case when outcome is null then null else clock_timestamp() end, policy, policy_version, channel,
    conversation_id, locale, written_in, shadow, case when taken then $2::uuid end
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, id uuid, state jsonb, question jsonb, subjects jsonb,
    next_ordinal int, outcome text, policy text, policy_version int, channel text, conversation_id text,
    locale text, written_in text, shadow boolean, taken boolean)`;

/** Timers that something else took the place of; the one whose time has just come is settled by its outcome. */
const cancelTimers = `update effect set status = 'cancelled', finished_at = clock_timestamp()
  from ${given('person_id uuid, case_id uuid, lane text')} as over
  where effect.person_id = over.person_id and effect.case_id = over.case_id and effect.lane like over.lane
    and effect.finished_at is null and effect.id <> all($2::uuid[])`;

const insertProcessed = `insert into processed_event (source, id, event_id)
  select source, id, event_id from jsonb_to_recordset($1::jsonb) as new (source text, id text, event_id uuid)`;

/** A directory's clock may be ahead of ours. */
const insertLockouts = `insert into lockout (person_id, system, account_id, episode, locked_at, held)
  select person_id, system, account_id, episode, least(coalesce(since, clock_timestamp()), clock_timestamp()), held
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, system text, account_id text, episode text, since timestamptz,
    held boolean)
  on conflict do nothing`;

const releaseLockouts = `update lockout set held = false
  from ${given('person_id uuid, system text, account_id text, episode text')} as free
  where lockout.person_id = free.person_id and lockout.system = free.system and lockout.account_id = free.account_id
    and lockout.episode = free.episode`;

const insertAttack = `insert into attack (id, began_at, loud_at, people)
  select id, at, at, people from jsonb_to_recordset($1::jsonb) as new (id uuid, at timestamptz, people int)
  on conflict do nothing`;

const insertEvents = `insert into case_event (person_id, case_id, ordinal, event)
  select person_id, case_id, ordinal, event
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, case_id uuid, ordinal int, event jsonb)`;

const insertEffects = `insert into effect (person_id, id, case_id, ordinal, lane, body, attempted_at, not_before, status, finished_at)
  select person_id, id, case_id, ordinal, lane, body, case when attempted then clock_timestamp() end, not_before,
    case when shadowed then 'shadowed' else 'intent' end, case when shadowed then clock_timestamp() end
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, id uuid, case_id uuid, ordinal int, lane text, body jsonb,
    attempted boolean, not_before timestamptz, shadowed boolean)`;

/**
 * Whether something waits is asked by the case: by the status an index of everything that waits would be read through, which was
 * small when it was counted. The ordinal, always true, keeps it from being asked of all effects at once.
 */
const changeCases = `update help_case set state = new.state, question = new.question, subjects = new.subjects,
    next_ordinal = new.next_ordinal, outcome = new.outcome,
    closed_at = case when new.outcome is null then null else clock_timestamp() end, version = help_case.version + 1,
    channel = coalesce(new.channel, help_case.channel),
    conversation_id = coalesce(new.conversation_id, help_case.conversation_id),
    locale = new.locale, written_in = new.written_in,
    lease_by = case when new.let_go and help_case.lease_by = $2::uuid then null
      when new.taken and ${isFree} then $2::uuid else help_case.lease_by end
  from ${given(`person_id uuid, id uuid, version int, state jsonb, question jsonb, subjects jsonb, next_ordinal int,
    outcome text, channel text, conversation_id text, locale text, written_in text, taken boolean, let_go boolean`)} as new
  where help_case.person_id = new.person_id and help_case.id = new.id and help_case.version = new.version
  returning help_case.id, help_case.lease_by, exists (
    select from effect where effect.person_id = help_case.person_id and effect.case_id = help_case.id
      and effect.ordinal < help_case.next_ordinal and effect.finished_at is null and not starts_with(effect.lane, 'timer:')) as waits`;

/** Only whoever holds the case settles its effects, each once. */
const finishEffects = `update effect set status = new.status, outcome = new.outcome,
    finished_at = case when new.status = 'intent' then null else clock_timestamp() end,
    attempts = effect.attempts + case when new.status = 'intent' then 1 else 0 end,
    attempted_at = case when new.untried then null else effect.attempted_at end,
    not_before = case when new.status = 'intent'
      then clock_timestamp() + make_interval(secs => new.after / 1000) else effect.not_before end
  from ${given(`person_id uuid, id uuid, holder uuid, status text, outcome jsonb, after float8,
      untried boolean`)} as new,
    help_case
  where effect.person_id = new.person_id and effect.id = new.id and effect.finished_at is null
    and help_case.person_id = effect.person_id and help_case.id = effect.case_id and help_case.lease_by = new.holder
  returning effect.id`;

const closeQuestions = `update choice_token set used_at = clock_timestamp(),
    used_event = case when choice_token.choice = closed.choice
      and choice_token.chosen is not distinct from nullif(closed.chosen, 'null'::jsonb) then closed.event end
  from ${given('person uuid, question uuid, choice text, chosen jsonb, event uuid')} as closed
  where choice_token.person_id = closed.person and choice_token.question_id = closed.question
    and choice_token.used_at is null`;

const insertTokens = `insert into choice_token (person_id, hash, case_id, question_id, choice, about, chosen, expires_at)
  select person_id, hash, case_id, question_id, choice, about, nullif(chosen, 'null'::jsonb), expires_at
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, hash text, case_id uuid, question_id uuid, choice text,
    about jsonb, chosen jsonb, expires_at timestamptz)`;

/** The audit goes on having what was said. What another commit is taking away is left to it. */
const deleteOldNotices = `delete from notice where (person_id, effect_id) in (
    select person_id, effect_id from notice
    where at < (select clock_timestamp() - make_interval(secs => $1::float8 / 1000)) order by at limit 100 for update skip locked)`;

const insertNotices = `insert into notice (person_id, effect_id, at, shadow)
  select person_id, effect_id, at, shadow
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, effect_id uuid, at timestamptz, shadow boolean)`;

const keepSettings = `insert into person_setting (person_id, notices, language, channel)
  select person_id, notices, language, channel
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, notices text, language text, channel text)
  on conflict (person_id) do update set notices = excluded.notices, language = excluded.language,
    channel = excluded.channel, changed_at = now()`;

const seeLinks = `update channel_identity set seen_at = now()
  from ${given('person_id uuid, channel text, user_id text')} as seen
  where channel_identity.channel = seen.channel and channel_identity.user_id = seen.user_id
    and channel_identity.person_id = seen.person_id`;

const clearPlaces = `delete from channel_identity
  using ${given('person_id uuid, channel text, user_id text')} as moved
  where channel_identity.channel = moved.channel and channel_identity.person_id = moved.person_id
    and channel_identity.user_id <> moved.user_id`;

/** A code is good for one move. What was moved a month ago is of no use any more. */
const moveLinks = `with new as (
    select * from jsonb_to_recordset($1::jsonb) as new (person_id uuid, channel text, user_id text, before_user text,
      case_id uuid, conversation_id text, locale text)
  ), used as (
    delete from link_code using new where link_code.channel = new.channel and link_code.user_id = new.user_id
  ), old as (
    delete from link_move where id in (
      select id from link_move where moved_at < (select clock_timestamp()) - interval '30 days' and not disputed
      order by moved_at limit 100 for update skip locked)
  ), linked as (
    insert into channel_identity (channel, user_id, person_id, conversation_id, locale)
    select channel, user_id, person_id, conversation_id, locale from new
    on conflict (channel, user_id) do nothing
  ) insert into link_move (channel, user_id, person_id, before_user, case_id, moved_at)
  select channel, user_id, person_id, before_user, case_id, clock_timestamp() from new`;

/**
 * Whoever took the place from the one who is reported is as little the person: with them there it would not be empty. What
 * they began goes on where the person is reached, and they hear no more of it.
 */
const emptyPlaces = `with gone as ${given('person_id uuid, channel text, user_id text, case_id uuid')}, disputed as (
    update link_move set disputed = true from gone
    where link_move.person_id = gone.person_id and link_move.channel = gone.channel
      and (link_move.user_id = gone.user_id or link_move.moved_at >= (
        select reported.moved_at from link_move reported
        where reported.person_id = gone.person_id and reported.channel = gone.channel and reported.case_id = gone.case_id))
    returning link_move.person_id, link_move.channel, link_move.user_id
  ), emptied as (
    delete from channel_identity
    using (select person_id, channel, user_id from gone union select person_id, channel, user_id from disputed) as those
    where channel_identity.channel = those.channel and channel_identity.user_id = those.user_id
      and channel_identity.person_id = those.person_id
    returning channel_identity.person_id, channel_identity.channel, channel_identity.conversation_id
  ) update help_case set channel = null, conversation_id = null from emptied
  where help_case.person_id = emptied.person_id and help_case.closed_at is null
    and help_case.channel = emptied.channel and help_case.conversation_id = emptied.conversation_id`;

const insertProofs = `insert into proof (person_id, id, case_id, kind, action, system, account_id, given_by, expires_at,
    factor, counts_from)
  select person_id, id, case_id, kind, action, system, account_id, given_by, expires_at, factor, counts_from
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, id uuid, case_id uuid, kind text, action text, system text,
    account_id text, given_by uuid, expires_at timestamptz, factor text, counts_from timestamptz)`;

const insertProofLinks = `insert into proof_link (person_id, effect_id, case_id, hash, action, system, account_id, expires_at)
  select person_id, effect_id, case_id, hash, action, system, account_id, expires_at
  from jsonb_to_recordset($1::jsonb) as new (person_id uuid, effect_id uuid, case_id uuid, hash text, action text,
    system text, account_id text, expires_at timestamptz)`;

/** Two cases that opened one of the same key at the same moment have opened two. */
const insertTickets = `insert into ticket (key, person_id, case_id, connector, ticket_id, number, url, status, subject, doubtful,
    opened_at)
  select key, person_id, case_id, connector, ticket_id, number, url, 'open', subject, doubtful, clock_timestamp()
  from jsonb_to_recordset($1::jsonb) as new (key text, person_id uuid, case_id uuid, connector text, ticket_id text,
    number text, url text, subject text, doubtful boolean)
  on conflict (key) do update set doubtful = true where ticket.ticket_id <> excluded.ticket_id`;

const changeTickets = `update ticket set status = new.status, updated_at = clock_timestamp()
  from ${given('key text, status text')} as new where ticket.key = new.key`;

/** Two cases may share the ticket of one access episode. */
const insertDeskTickets = `insert into desk_ticket (key, person_id, case_id, feature, system, subject, description, status)
  select key, person_id, case_id, feature, system, subject, description, 'open'
  from jsonb_to_recordset($1::jsonb) as new (key text, person_id uuid, case_id uuid, feature text, system text,
    subject text, description text)
  on conflict (key) do nothing`;

const changeDeskTickets = `update desk_ticket set status = coalesce(new.status, desk_ticket.status),
    desk = case when new.status is null then desk_ticket.desk else new.desk end, changed_at = clock_timestamp()
  from ${given('key text, status text, desk text')} as new where desk_ticket.key = new.key`;

/** Whoever was reached at the address that this account had is reached at the one it has. */
const readdressPeople = `update person set email = new.email
  from ${given('system text, account_id text, email text')} as new
  join account on account.system = new.system and account.account_id = new.account_id
  where person.id = account.person_id and account.email is distinct from new.email
    and person.email is not distinct from account.email`;

const renameAccounts = `update account set login = new.login, display_name = new.display_name, email = new.email,
    seen_at = clock_timestamp()
  from ${given('system text, account_id text, login text, display_name text, email text')} as new
  where account.system = new.system and account.account_id = new.account_id
    and (account.login, account.display_name, account.email) is distinct from (new.login, new.display_name, new.email)`;

/** What somebody is writing to is kept: waiting for them, while they may wait for us, would be a circle. */
const letCasesGo = `update help_case set lease_by = null
  from (
    select help_case.person_id, help_case.id
    from ${given('person_id uuid, id uuid, version int, holder uuid')} as left_alone
    join help_case on help_case.person_id = left_alone.person_id and help_case.id = left_alone.id
      and help_case.version = left_alone.version and help_case.lease_by = left_alone.holder
    for no key update of help_case skip locked
  ) as free
  where help_case.person_id = free.person_id and help_case.id = free.id
  returning help_case.id`;

const beginEffects = `with begun as (
    update effect set attempted_at = clock_timestamp()
    from ${given('person_id uuid, id uuid, holder uuid, system text, account text, episode text')} as one,
      help_case
    where effect.person_id = one.person_id and effect.id = one.id and effect.finished_at is null
      and help_case.person_id = effect.person_id and help_case.id = effect.case_id and help_case.lease_by = one.holder
    returning effect.id, effect.person_id, one.system, one.account, one.episode
  ), counted as (
    insert into lockout (person_id, system, account_id, episode)
    select coalesce(account.person_id, begun.person_id), begun.system, begun.account, begun.episode
    from begun left join account on account.system = begun.system and account.account_id = begun.account
    where begun.episode is not null on conflict do nothing
  ) select id from begun`;

/** Asked for once: what is compared with a clock that goes on is looked for in all that waits, not in the part that an index knows. */
const now = '(select clock_timestamp())';

const overdueCases = `select distinct help_case.person_id as person, help_case.id
  from effect join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
  where effect.status = 'intent' and effect.not_before <= ${now} - interval '10 seconds'
    and help_case.lease_by = $1::uuid limit $2::int`;

const somethingDue = `select 1 from effect where status = 'intent' and not_before <= ${now} order by not_before limit 1`;

/** An effect behind one of its lane that is not due yet waits with it. Cases that somebody is writing are left to them. */
const claimCases = `with waiting as (
    select effect.person_id, effect.case_id, effect.not_before
    from effect join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
    where effect.status = 'intent' and effect.not_before <= ${now}
      and ${isFree}
      and not exists (
        select 1 from effect earlier where earlier.person_id = effect.person_id and earlier.case_id = effect.case_id
          and earlier.finished_at is null and earlier.lane = effect.lane and earlier.ordinal < effect.ordinal
          and earlier.not_before > clock_timestamp())
    order by effect.not_before limit $2::int * 8
  ), oldest as (
    select person_id, case_id from waiting group by person_id, case_id order by min(not_before) limit $2::int
  ), free as (
    select help_case.person_id, help_case.id from help_case join oldest
      on help_case.person_id = oldest.person_id and help_case.id = oldest.case_id
    where ${isFree} for update of help_case skip locked
  ), claimed as (
    update help_case set lease_by = $1::uuid from free
    where help_case.person_id = free.person_id and help_case.id = free.id
    returning help_case.person_id, help_case.id, help_case.version, help_case.lease_by, help_case.channel,
      help_case.conversation_id, help_case.locale
  ) select ${effectColumns} from claimed as help_case
    left join effect on effect.person_id = help_case.person_id and effect.case_id = help_case.id
      and effect.finished_at is null
    order by help_case.id, effect.ordinal`;
