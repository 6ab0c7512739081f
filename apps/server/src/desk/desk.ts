import type { Desk as DeskName, TicketReference, TicketStatus } from '@access-account/contract';
import type { DeskAnswered } from '@access-account/policies';
import { inDetail, inWords, type Operator } from '../access/operator.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { RecordedTicket } from '../road/help-case.ts';
import type { Database } from '../storage/database.ts';
import { type DeskCursor, writeCursor } from './desk-cursor.ts';

export interface DeskFilter {
  readonly status?: TicketStatus | undefined;
  /** The policy that opened it. */
  readonly feature?: string | undefined;
  readonly system?: string | undefined;
  /** A login, an e-mail address or a whole name; upper and lower case are the same. */
  readonly person?: string | undefined;
  /** Words, or the beginnings of words, of the subject and the description; or a whole number of a ticket. */
  readonly text?: string | undefined;
  /** The id of the case that opened it. */
  readonly case?: string | undefined;
}

export interface DeskListOptions extends DeskFilter {
  readonly limit: number;
  readonly after?: DeskCursor | undefined;
}

/** A ticket on a list. */
export interface DeskTicket {
  readonly key: string;
  /** As the desk calls it where it was filed; null: it is not filed yet. */
  readonly number: string | null;
  readonly status: TicketStatus;
  /** As the desk where it is filed had it when it was last written to; null: it is not filed yet. */
  readonly filed: TicketStatus | null;
  readonly connector: string | null;
  readonly subject: string;
  readonly person: string;
  readonly feature: string;
  readonly system: string | null;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly url: string | null;
}

export interface DeskPage {
  readonly tickets: readonly DeskTicket[];
  /** Asks for the next page; null: this was the last one. */
  readonly next: string | null;
}

/** One thing a ticket has been through. */
export interface DeskEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: 'opened' | 'note' | 'handed-off' | 'resolved';
  readonly text: string;
  readonly by: 'product' | 'operator';
  /** Which of the operators; null: none of ours, or it is not known. */
  readonly operator: string | null;
  /** Whether the desk where the ticket is filed has it: `failed` waits for nobody any more. */
  readonly filing: 'waiting' | 'done' | 'failed';
  /** Why it is not filed. */
  readonly problem: string | null;
}

/** A ticket with everything that is known of it. */
export interface DeskTicketDetail extends DeskTicket {
  readonly description: string;
  readonly requester: { readonly displayName: string; readonly login: string; readonly email: string | null };
  /** Who works on it; null while nobody has to. */
  readonly desk: DeskName | null;
  readonly changedAt: string;
  /** The case that opened it. */
  readonly case: string;
  /** Where else it is kept. */
  readonly references: readonly {
    readonly connector: string;
    readonly displayName: string;
    readonly number: string;
    readonly url: string | null;
    /** As that desk said when it was last written to. */
    readonly status: TicketStatus;
    readonly filedAt: string;
  }[];
  /** Oldest first. */
  readonly timeline: readonly DeskEntry[];
}

export interface DeskOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  readonly registry: ConnectorRegistry;
  /** Lets the person hear of it, and the desk where the ticket is filed. */
  readonly answered: (person: string, id: string, event: DeskAnswered) => Promise<void>;
}

interface ListRow {
  readonly key: string;
  readonly number: string | null;
  readonly status: TicketStatus;
  readonly filed: TicketStatus | null;
  readonly connector: string | null;
  readonly subject: string;
  readonly display_name: string;
  readonly feature: string;
  readonly system: string | null;
  readonly opened_at: Date;
  readonly url: string | null;
}

interface AnswerRow {
  readonly resolution: string;
  readonly name: string;
}

interface DetailRow extends ListRow {
  readonly person_id: string;
  readonly case_id: string;
  readonly description: string;
  readonly desk: DeskName | null;
  readonly changed_at: Date;
  readonly login: string;
  readonly email: string | null;
  readonly filed_at: Date | null;
}

interface EffectRow {
  readonly id: string;
  readonly created_at: Date;
  readonly body: {
    readonly operation: RecordedTicket['operation'];
    readonly description?: string;
    readonly text?: string;
    readonly resolution?: string;
    readonly reason?: string;
    readonly byDesk?: true;
    /** Of a ticket that was opened a second time. */
    readonly double?: TicketReference;
  };
  readonly status: string;
  readonly reason: string | null;
}

const listed = `desk.key, ticket.number, desk.status, ticket.status as filed, ticket.connector, desk.subject, person.display_name, desk.feature,
  desk.system, desk.opened_at, ticket.url`;

/** The product's own desk: the truth about every ticket. What other desks keep is attached to it. */
export class Desk {
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Newest first. Only what is asked for is in the statement, so that each question is planned for itself. */
  async list({ limit, after, ...filter }: DeskListOptions): Promise<DeskPage> {
    const values: unknown[] = [];
    const value = (one: unknown) => `$${values.push(one)}`;
    const { text, ...others } = filter;
    const conditions = conditionsOf(others, value);
    if (text !== undefined) conditions.push(await this.#said(text, value));
    if (after !== undefined)
      conditions.push(`(desk.opened_at, desk.key) < (${value(after.openedAt)}::timestamptz, ${value(after.key)})`);
    const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
    // The page first: only its tickets are looked up elsewhere.
    const rows = await this.#options.database.rows<ListRow>(
      `with desk as (
         select desk.* from desk_ticket desk ${where} order by desk.opened_at desc, desk.key desc limit ${value(limit + 1)}
       ) select ${listed} from desk join person on person.id = desk.person_id left join ticket on ticket.key = desk.key
       order by desk.opened_at desc, desk.key desc`,
      values,
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      tickets: shown.map(deskTicket),
      next:
        rows.length <= limit || last === undefined
          ? null
          : writeCursor({ openedAt: last.opened_at.toISOString(), key: last.key }),
    };
  }

  async read(key: string): Promise<DeskTicketDetail | undefined> {
    const row = await this.#row(key);
    if (row === undefined) return undefined;
    const effects = await this.#options.database.rows<EffectRow>(
      `select id, created_at, body, status, outcome ->> 'reason' as reason from effect
       where person_id = $1 and lane = 'ticket' and body ->> 'key' = $2 order by created_at, ordinal`,
      [row.person_id, key],
    );
    const { connector, number, filed, filed_at, url } = row;
    return {
      ...deskTicket(row),
      description: row.description,
      requester: { displayName: row.display_name, login: row.login, email: row.email },
      desk: row.desk,
      changedAt: row.changed_at.toISOString(),
      case: row.case_id,
      references:
        connector === null || number === null
          ? []
          : [
              {
                connector,
                displayName: this.#options.registry.ready('ticketing', connector)?.displayName ?? connector,
                number,
                url,
                status: filed ?? 'open',
                filedAt: (filed_at ?? row.opened_at).toISOString(),
              },
            ],
      timeline: withOperators(effects.filter(isFirstOpening), await this.#answers(key)).map(deskEntry),
    };
  }

  /** Somebody at the desk is done with what was handed off: the person is told, in these words. */
  async resolve(key: string, said: string, by: Operator): Promise<'resolved' | 'not-found' | 'not-handed-off'> {
    const row = await this.#row(key);
    if (row === undefined) return 'not-found';
    if (row.status !== 'handed-off') return 'not-handed-off';
    const { person_id, changed_at, number, subject } = row;
    const resolution = await this.#answer(row, said, by);
    // Two who press at the same moment resolve it once.
    await this.#options.answered(person_id, `${key}@${changed_at.toISOString()}`, {
      type: 'desk-answered',
      key,
      number,
      subject,
      resolution,
    });
    return 'resolved';
  }

  /**
   * A number is one ticket. Words are looked up by their own index where one of them is rare; where all are common the newest
   * tickets soon hold them. The planner takes every beginning of a word for the same share of all tickets.
   */
  async #said(text: string, value: (one: unknown) => string): Promise<string> {
    const { database } = this.#options;
    const words = text.match(/[\p{L}\p{N}]+/gu)?.map((word) => word.toLowerCase()) ?? [];
    const [row] = await database.rows<{ key: string | null; common: number }>(
      `select (select key from ticket where lower(number) = lower($1) limit 1) as key,
         (select count(*) from unnest($2::text[]) word where exists (
            select from pg_stats, unnest(most_common_elems::text::text[]) lexeme
            where schemaname = current_schema() and tablename = 'desk_ticket' and attname = 'words'
              and starts_with(lexeme, word)))::int as common`,
      [text, words],
    );
    if (row?.key) return `desk.key = ${value(row.key)}`;
    if (words.length === 0) return 'false';
    const query = `words @@ to_tsquery('simple', ${value(words.map((word) => `${word}:*`).join(' & '))})`;
    return row?.common === words.length
      ? `desk.${query}`
      : `desk.key = any(array(select key from desk_ticket where ${query}))`;
  }

  /** Writes down who answers. Whoever is first for a standing of the ticket counts, and so do their words. */
  async #answer(
    { key, changed_at, person_id, case_id, number }: DetailRow,
    resolution: string,
    by: Operator,
  ): Promise<string> {
    const { database, audit } = this.#options;
    const { issuer, subject, name } = by;
    return database.transaction(async (transaction) => {
      const first = await transaction.run(
        `insert into desk_answer (key, changed_at, resolution, issuer, subject, name)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [key, changed_at.toISOString(), resolution, issuer, subject, name],
      );
      if (first === 1) {
        const summary = `${inWords(by)} resolves the ticket ${number ?? key} at the desk.`;
        const about = { person: person_id, case: case_id };
        await audit.append(transaction, [
          { ...about, kind: 'security', name: 'ticket-answered', summary, detail: { key, ...inDetail(by) } },
        ]);
        return resolution;
      }
      const [answer] = await transaction.rows<{ resolution: string }>(
        'select resolution from desk_answer where key = $1 and changed_at = $2',
        [key, changed_at.toISOString()],
      );
      return answer?.resolution ?? resolution;
    });
  }

  #answers(key: string): Promise<readonly AnswerRow[]> {
    return this.#options.database.rows<AnswerRow>(
      'select resolution, name from desk_answer where key = $1 order by changed_at',
      [key],
    );
  }

  async #row(key: string): Promise<DetailRow | undefined> {
    const [row] = await this.#options.database.rows<DetailRow>(
      `select ${listed}, desk.person_id, desk.case_id, desk.description, desk.desk, desk.changed_at, person.login,
         person.email, ticket.opened_at as filed_at
       from desk_ticket desk join person on person.id = desk.person_id left join ticket on ticket.key = desk.key
       where desk.key = $1`,
      [key],
    );
    return row;
  }
}

function conditionsOf(
  { status, feature, system, person, case: helpCase }: Omit<DeskFilter, 'text'>,
  value: (one: unknown) => string,
): string[] {
  const conditions: string[] = [];
  if (status !== undefined) conditions.push(`desk.status = ${value(status)}`);
  if (feature !== undefined) conditions.push(`desk.feature = ${value(feature)}`);
  if (system !== undefined) conditions.push(`desk.system = ${value(system)}`);
  if (helpCase !== undefined) conditions.push(`desk.case_id = ${value(helpCase)}`);
  if (person !== undefined) {
    const said = value(person);
    conditions.push(
      `desk.person_id = any(array(select id from person where lower(login) = lower(${said})
         union select id from person where lower(email) = lower(${said})
         union select id from person where lower(display_name) = lower(${said})))`,
    );
  }
  return conditions;
}

function deskTicket({ display_name: person, opened_at, ...row }: ListRow): DeskTicket {
  const { key, number, status, filed, connector, subject, feature, system, url } = row;
  const openedAt = opened_at.toISOString();
  return { key, number, status, filed, connector, subject, person, feature, system, openedAt, url };
}

/** Two cases may have opened the ticket of one access episode; it was opened once. */
function isFirstOpening({ body }: EffectRow, index: number, all: readonly EffectRow[]): boolean {
  return body.operation !== 'ticket.open' || all.findIndex((one) => one.body.operation === 'ticket.open') === index;
}

/** Who said each of the words by which operators resolved it: what another desk resolved is nobody's of ours. */
function withOperators(
  effects: readonly EffectRow[],
  answers: readonly AnswerRow[],
): readonly (EffectRow & { readonly operator: string | null })[] {
  const left = [...answers];
  return effects.map((effect) => {
    const { byDesk, resolution } = effect.body;
    const index = byDesk === true ? left.findIndex((answer) => answer.resolution === resolution) : -1;
    return { ...effect, operator: index < 0 ? null : (left.splice(index, 1)[0]?.name ?? null) };
  });
}

function deskEntry({
  id,
  created_at,
  body,
  status,
  reason,
  operator,
}: EffectRow & { readonly operator: string | null }): DeskEntry {
  const kinds = {
    'ticket.open': ['opened', body.description],
    'ticket.note': ['note', body.text],
    'ticket.resolve': ['resolved', body.resolution],
    'ticket.hand-off': ['handed-off', body.reason],
    'ticket.close-double': ['note', `${body.double?.number ?? ''} was opened a second time for this, and is resolved.`],
  } as const;
  const [kind, text = ''] = kinds[body.operation];
  const filing = status === 'done' ? 'done' : status === 'intent' ? 'waiting' : 'failed';
  return {
    id,
    at: created_at.toISOString(),
    kind,
    text,
    by: body.byDesk === true ? 'operator' : 'product',
    operator,
    filing,
    problem: filing === 'failed' ? reason : null,
  };
}
