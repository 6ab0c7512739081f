import type { ChoiceName } from '@access-account/policies';
import type { Sql } from '../storage/database.ts';
import { hashToken } from './choice-token.ts';
import type { Token } from './help-case.ts';

interface TokenRow {
  readonly hash: string;
  readonly case_id: string;
  readonly question_id: string;
  readonly choice: ChoiceName;
  readonly about: readonly string[];
  readonly expired: boolean;
  readonly used: boolean;
  readonly used_event: string | null;
}

const columns =
  'hash, case_id, question_id, choice, about, expires_at <= clock_timestamp() as expired, used_at is not null as used, used_event';

/** The token of this person; another person's token is as unknown as one that never was. */
export async function tokenOf(person: string, token: string, sql: Sql): Promise<Token | undefined> {
  const rows = await sql.rows<TokenRow>(`select ${columns} from choice_token where person_id = $1 and hash = $2`, [
    person,
    hashToken(token),
  ]);
  return rows.map(read)[0];
}

export interface TokenOfChoiceInput {
  readonly person: string;
  /** The effect that asked. */
  readonly question: string;
  readonly choice: ChoiceName;
}

/** The token of one button of a question, for an answer that was typed. */
export async function tokenOfChoice(
  { person, question, choice }: TokenOfChoiceInput,
  sql: Sql,
): Promise<Token | undefined> {
  const rows = await sql.rows<TokenRow>(
    `select ${columns} from choice_token where person_id = $1 and question_id = $2 and choice = $3`,
    [person, question, choice],
  );
  return rows.map(read)[0];
}

/** Whether a token that is unknown for one person belongs to another: only the audit is told. */
export async function belongsToSomebody(token: string, sql: Sql): Promise<boolean> {
  return (await sql.rows('select 1 from choice_token where hash = $1 limit 1', [hashToken(token)])).length > 0;
}

function read({ case_id, question_id, used_event, ...rest }: TokenRow): Token {
  return { ...rest, case: case_id, question: question_id, usedBy: used_event };
}
