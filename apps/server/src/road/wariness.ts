import type { Caution } from '@access-account/policies';

export interface WarinessQuery {
  /** The column with the person's id. */
  readonly person: string;
  /** The column with the id of a case that does not count: its own removals do not speak against it. Absent: all count. */
  readonly besides?: string;
  /** The number of the first of the four parameters, which are those of `warinessParameters`. */
  readonly first: number;
}

/** What speaks for care with a person, as JSON; the ticket of a report may be one that another case had opened: the shape of `Wariness`. */
export function warinessOf({ person, besides, first }: WarinessQuery): string {
  const removals = (parameter: number) => `select count(distinct removal.case_id) from effect removal
    where removal.status = 'done' and removal.body ->> 'operation' = 'factor.remove'
      and removal.finished_at > ${since(parameter)}${besides === undefined ? '' : ` and removal.case_id <> ${besides}`}`;
  return `jsonb_build_object(
    'reported', ${reportedBy({ person, first })},
    'relinked', exists (select 1 from link_move where link_move.person_id = ${person}
      and link_move.moved_at > ${since(first + 3)}),
    'resets', (${removals(first + 1)} and removal.person_id = ${person}),
    'resetsOfAll', (${removals(first + 2)}))`;
}

/** Whether somebody said that it was not they, and the desk has not settled it; `first` is the number of the parameter with `afterReport`. */
export function reportedBy({ person, first }: Pick<WarinessQuery, 'person' | 'first'>): string {
  return `exists (
      select 1 from help_case reported where reported.person_id = ${person}
        and (reported.outcome = 'reported' and reported.closed_at > ${since(first)}
          or reported.policy = 'security-notice' and reported.state ->> 'stage' = 'reporting')
        and not exists (select 1 from effect handed join desk_ticket on desk_ticket.key = handed.body ->> 'key'
          where handed.person_id = reported.person_id and handed.case_id = reported.id and handed.lane = 'ticket'
            and desk_ticket.status = 'resolved'))`;
}

export interface DisputedQuery {
  /** The column, or parameter, with the name of the channel, and the one with the user's id there. */
  readonly channel: string;
  readonly user: string;
  /** The number of the parameter with `afterReport`. */
  readonly first: number;
}

/** Whether this user took the place of somebody who said that it was not they, and the desk has not settled it: they are to be nobody else either. */
export function disputedUser({ channel, user, first }: DisputedQuery): string {
  return `exists (select from link_move taken where taken.channel = ${channel} and taken.user_id = ${user}
      and taken.disputed and ${reportedBy({ person: 'taken.person_id', first })})`;
}

/** Durations in milliseconds. */
export function warinessParameters({ afterReport, afterRelinking, resets }: Caution): readonly number[] {
  return [afterReport, resets.perPerson.per, resets.perOrganisation.per, afterRelinking];
}

/** Asked for once, so that an index is asked for what came since, and not read through. */
function since(parameter: number): string {
  return `(select clock_timestamp() - make_interval(secs => $${parameter}::float8 / 1000))`;
}
