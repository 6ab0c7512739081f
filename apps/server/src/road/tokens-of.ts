import type { ChoiceName } from '@access-account/policies';
import type { Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import { hashToken } from './choice-token.ts';
import type { Arriving } from './entry.ts';
import type { Token } from './help-case.ts';
import { wasAnswered } from './was-answered.ts';

/** The buttons that were pressed, by the hash of what they carry. */
export async function tokensOf(
  arriving: readonly Arriving[],
  transaction: Transaction,
): Promise<ReadonlyMap<string, Token>> {
  const hashes = arriving.flatMap(({ event }) => (event.kind === 'choice' ? [hashToken(event.token)] : []));
  if (hashes.length === 0) return new Map();
  const rows = await transaction.rows<TokenRow>(
    `select token.hash, person_id, case_id, question_id, choice, about, chosen, expires_at <= clock_timestamp() as expired,
       used_at is not null as used, used_event, ${wasAnswered} as answered
     from ${given('hash text')} as asked join choice_token token on token.hash = asked.hash`,
    [toJson(hashes.map((hash) => ({ hash })))],
  );
  return new Map(rows.map((row) => [row.hash, token(row)]));
}

interface TokenRow {
  readonly hash: string;
  readonly person_id: string;
  readonly case_id: string;
  readonly question_id: string;
  readonly choice: ChoiceName;
  readonly about: readonly string[];
  readonly chosen: Token['chosen'];
  readonly expired: boolean;
  readonly used: boolean;
  readonly answered: boolean;
  readonly used_event: string | null;
}

function token({ person_id, case_id, question_id, used_event, hash: _, ...rest }: TokenRow): Token {
  return { ...rest, person: person_id, case: case_id, question: question_id, usedBy: used_event };
}
