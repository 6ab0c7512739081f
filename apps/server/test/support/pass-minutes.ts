import type { Sql } from '../../src/storage/database.ts';

export interface PassMinutesOptions {
  /** The person's id. */
  readonly person: string;
  readonly minutes: number;
}

/** Moves what is followed through, and its next look, so many minutes into the past. False: nothing is, or it is being worked at. */
export async function passMinutes({ person, minutes }: PassMinutesOptions, sql: Sql): Promise<boolean> {
  const moved = await sql.run(
    `with passed as (
       update help_case set state = jsonb_set(state, '{following,since}', to_jsonb(to_char(
         ((state #>> '{following,since}')::timestamptz - make_interval(mins => $2::int)) at time zone 'utc',
         'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
       where person_id = $1 and closed_at is null and state #>> '{following,since}' is not null
         and not exists (select 1 from replica where replica.id = help_case.lease_by and alive_until > clock_timestamp())
         and exists (select 1 from effect where effect.person_id = help_case.person_id and effect.case_id = help_case.id
           and effect.status = 'intent' and effect.lane = 'timer:follow-through')
       returning person_id, id
     ) update effect set not_before = not_before - make_interval(mins => $2::int) from passed
       where effect.person_id = passed.person_id and effect.case_id = passed.id and effect.status = 'intent'
         and effect.lane = 'timer:follow-through'`,
    [person, minutes],
  );
  return moved > 0;
}
