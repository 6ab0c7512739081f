import type { PolicyId } from '@access-account/policies';
import type { Sql } from '../storage/database.ts';
import type { HelpCase, OpenQuestion } from './help-case.ts';

export interface CaseRow {
  readonly id: string;
  readonly person_id: string;
  readonly policy: PolicyId;
  readonly policy_version: number;
  readonly state: unknown;
  readonly version: number;
  readonly next_ordinal: number;
  readonly question: OpenQuestion | null;
  readonly subjects: readonly string[];
  readonly channel: string | null;
  readonly conversation_id: string | null;
  readonly locale: string;
}

export const caseColumns =
  'id, person_id, policy, policy_version, state, version, next_ordinal, question, subjects, channel, conversation_id, locale';

export function helpCase(row: CaseRow): HelpCase {
  const { person_id, policy_version, next_ordinal, channel, conversation_id, ...rest } = row;
  return {
    ...rest,
    person: person_id,
    policyVersion: policy_version,
    nextOrdinal: next_ordinal,
    address: channel === null || conversation_id === null ? null : { channel, conversation: conversation_id },
  };
}

/** Reads one case of a person. */
export async function caseOf(
  person: string,
  id: string,
  sql: Sql,
): Promise<(HelpCase & { readonly closed: boolean }) | undefined> {
  const [row] = await sql.rows<CaseRow & { closed: boolean }>(
    `select ${caseColumns}, closed_at is not null as closed from help_case where person_id = $1 and id = $2`,
    [person, id],
  );
  return row === undefined ? undefined : { ...helpCase(row), closed: row.closed };
}

/** Cases with something due that nobody is at: at most 200. */
export async function dueCases(sql: Sql): Promise<readonly { readonly person: string; readonly case: string }[]> {
  return sql.rows(
    `select distinct effect.person_id as person, effect.case_id as case from effect
     join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
     where effect.status = 'intent' and effect.not_before < clock_timestamp()
       and (help_case.lease_until is null or help_case.lease_until < clock_timestamp()) limit 200`,
  );
}
