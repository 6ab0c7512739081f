import type { CaseInHand, DueEffect } from './due-effect.ts';
import type { RecordedEffect } from './help-case.ts';

export interface EffectRow {
  readonly person_id: string;
  readonly case_id: string;
  readonly version: number;
  readonly lease_by: string;
  readonly channel: string | null;
  readonly conversation_id: string | null;
  readonly locale: string;
  /** null: the case has nothing left. */
  readonly id: string | null;
  readonly ordinal: number;
  readonly lane: string;
  readonly body: RecordedEffect;
  readonly attempts: number;
  readonly attempted_ago: number | null;
  readonly recorded_ago: number;
  readonly due: boolean;
}

/**
 * Joined with `effect left`: a case with nothing left is a row, too. What is recorded to be performed at once is noted as tried in
 * the same commit; where it came to stand behind something of its lane that was never settled, it was not.
 */
export const effectColumns = `help_case.person_id, help_case.id as case_id, help_case.version, help_case.lease_by,
  help_case.channel, help_case.conversation_id, help_case.locale, effect.id, effect.ordinal, effect.lane, effect.body,
  effect.attempts,
  case when effect.attempted_at is not null and not exists (
    select from effect ahead
    where ahead.person_id = effect.person_id and ahead.case_id = effect.case_id and ahead.lane = effect.lane
      and ahead.ordinal < effect.ordinal and ahead.finished_at is null and ahead.retried_at is null
  ) then extract(epoch from clock_timestamp() - effect.attempted_at)::float8 * 1000 end as attempted_ago,
  extract(epoch from clock_timestamp() - coalesce(effect.retried_at, effect.created_at))::float8 * 1000 as recorded_ago,
  effect.not_before <= clock_timestamp() as due`;

/** Cases with what they have due. What is not due yet holds back its lane. Rows are in the order of case and ordinal. */
export function casesInHand(rows: readonly EffectRow[]): readonly CaseInHand[] {
  const cases = new Map<string, CaseInHand & { readonly effects: DueEffect[]; readonly heldBack: Set<string> }>();
  for (const row of rows) {
    let found = cases.get(row.case_id);
    if (found === undefined) {
      found = { person: row.person_id, id: row.case_id, version: row.version, effects: [], heldBack: new Set() };
      cases.set(row.case_id, found);
    }
    if (row.id === null) continue;
    if (!row.due) found.heldBack.add(row.lane);
    if (!found.heldBack.has(row.lane)) found.effects.push(dueEffect(row, row.id));
  }
  return [...cases.values()];
}

function dueEffect(row: EffectRow, id: string): DueEffect {
  const { channel, conversation_id } = row;
  return {
    id,
    person: row.person_id,
    case: row.case_id,
    holder: row.lease_by,
    ordinal: row.ordinal,
    lane: row.lane,
    effect: row.body,
    attempts: row.attempts,
    attemptedAgo: row.attempted_ago,
    begunAt: null,
    recordedAgo: row.recorded_ago,
    address: channel === null || conversation_id === null ? null : { channel, conversation: conversation_id },
    locale: row.locale,
  };
}
