import type { Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import type { CaseInHand } from './due-effect.ts';
import { casesInHand, type EffectRow, effectColumns } from './effect-rows.ts';
import type { Looking, Returning } from './entry.ts';

export interface DueState {
  /** The version of its case. */
  readonly version: number;
}

/** Of the effects that return, those that still wait for their outcome and are ours, by id. */
export async function dueOf(
  returning: readonly Returning[],
  transaction: Transaction,
): Promise<ReadonlyMap<string, DueState>> {
  if (returning.length === 0) return new Map();
  const rows = await transaction.rows<{ id: string; version: number }>(
    `select effect.id, help_case.version
     from ${given('person_id uuid, id uuid, holder uuid')} as performed
     join effect on effect.person_id = performed.person_id and effect.id = performed.id and effect.finished_at is null
     join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
       and help_case.lease_by = performed.holder`,
    [toJson(returning.map(({ due }) => ({ person_id: due.person, id: due.id, holder: due.holder })))],
  );
  return new Map(rows.map(({ id, version }) => [id, { version }]));
}

/** The cases that are looked at and are ours, with what of each is still to be done, by id. */
export async function lookedOf(
  looking: readonly Looking[],
  transaction: Transaction,
): Promise<ReadonlyMap<string, CaseInHand>> {
  if (looking.length === 0) return new Map();
  const rows = await transaction.rows<EffectRow>(
    `select ${effectColumns}
     from ${given('person_id uuid, id uuid, holder uuid')} as wanted
     join help_case on help_case.person_id = wanted.person_id and help_case.id = wanted.id
       and help_case.lease_by = wanted.holder
     left join effect on effect.person_id = help_case.person_id and effect.case_id = help_case.id
       and effect.finished_at is null
     order by help_case.id, effect.ordinal`,
    [toJson(looking.map(({ person, case: id, holder }) => ({ person_id: person, id, holder })))],
  );
  return new Map(casesInHand(rows).map((one) => [one.id, one]));
}
