import type { PolicyId } from '@access-account/policies';
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
  readonly written_in: string | null;
  readonly lease_by: string | null;
  readonly shadow: boolean;
}

export const caseColumns =
  'id, person_id, policy, policy_version, state, version, next_ordinal, question, subjects, channel, conversation_id, locale, written_in, lease_by, shadow';

export function helpCase(row: CaseRow): HelpCase {
  const { person_id, policy_version, next_ordinal, channel, conversation_id, written_in, lease_by, ...rest } = row;
  return {
    ...rest,
    person: person_id,
    policyVersion: policy_version,
    nextOrdinal: next_ordinal,
    address: channel === null || conversation_id === null ? null : { channel, conversation: conversation_id },
    writtenIn: written_in,
    holder: lease_by,
  };
}
