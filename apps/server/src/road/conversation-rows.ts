import type { PersonalSettings, Wariness } from '@access-account/policies';
import { type CaseRow, caseColumns } from './case-rows.ts';
import type { Link } from './help-case.ts';
import { warinessOf } from './wariness.ts';

/** People, and what is open with each of them, by the database's clock: the same for all replicas. */
export const whatIsOpen = `select person.id, person.display_name, person.login, person.email, person.locale,
    clock_timestamp() as at, exists (select from attack where ended_at is null) as attack,
    (select coalesce(jsonb_agg(scope), '[]') from pause) as paused,
    (select coalesce(jsonb_agg(jsonb_build_object('channel', link.channel, 'user', link.user_id, 'locale', link.locale,
           'stale', link.seen_at < now() - interval '1 minute') order by link.seen_at desc), '[]')
       from channel_identity link where link.person_id = person.id) as links,
    (select jsonb_build_object('notices', own.notices, 'language', own.language, 'channel', own.channel)
       from person_setting own where own.person_id = person.id) as settings,
    (select coalesce(jsonb_agg(to_jsonb(own) order by own.system, own.login), '[]') from (
       select account.system, account.account_id, account.login,
         (select count(*) from lockout where lockout.person_id = account.person_id and lockout.system = account.system
            and lockout.account_id = account.account_id
            and lockout.detected_at > clock_timestamp() - interval '24 hours') as lockouts
       from account where account.person_id = person.id) as own) as accounts,
    (select coalesce(jsonb_agg(jsonb_build_object('at', notice.at, 'shadow', notice.shadow)), '[]') from notice where notice.person_id = person.id
       and notice.at > clock_timestamp() - make_interval(secs => $2::float8 / 1000)) as notices,
    helped.open_cases, helped.last_lockout, helped.spoken,
    ${warinessOf({ person: 'person.id', first: 3 })} as wariness
  from person
  cross join lateral (
    select coalesce(jsonb_agg((select to_jsonb(open) from (select ${caseColumns}) as open) order by opened_at)
         filter (where closed_at is null), '[]') as open_cases,
      (array_agg(outcome order by closed_at desc) filter (where closed_at is not null and policy = 'lockout-notification'))[1] as last_lockout,
      (array_agg(locale order by opened_at desc) filter (where written_in is not null
         and opened_at > clock_timestamp() - interval '24 hours'))[1] as spoken
    from help_case where help_case.person_id = person.id) as helped
  where person.id = any($1::uuid[])`;

export interface ConversationRow {
  readonly id: string;
  readonly display_name: string;
  readonly login: string;
  readonly email: string | null;
  readonly locale: string | null;
  /** The one used last first. */
  readonly links: readonly (Link & { readonly locale: string | null })[];
  readonly settings: PersonalSettings | null;
  readonly attack: boolean;
  readonly paused: readonly string[];
  readonly at: Date;
  readonly accounts: readonly AccountRow[];
  /** ISO 8601. */
  readonly notices: readonly { readonly at: string; readonly shadow: boolean }[];
  readonly open_cases: readonly CaseRow[];
  readonly last_lockout: string | null;
  readonly wariness: Wariness;
  readonly spoken: string | null;
}

export interface AccountRow {
  readonly system: string;
  readonly account_id: string;
  readonly login: string;
  readonly lockouts: number;
}
