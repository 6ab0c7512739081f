import type { AccountStatus } from '@access-account/contract';
import type { Action, Caution, Proof, ProofKind, Wariness } from '@access-account/policies';
import type { IsHelpDesk } from '../../people/is-help-desk.ts';
import type { Database } from '../../storage/database.ts';
import { Lookup } from '../../storage/lookup.ts';
import { toJson } from '../../storage/to-json.ts';
import type { Facts } from '../gate.ts';
import { warinessOf, warinessParameters } from '../wariness.ts';

export interface FactsOptions {
  readonly system: string;
  readonly account: string;
  readonly person: string;
  readonly case: string;
}

export type KnownFacts = Facts & {
  /** ISO 8601: the database's clock, the same for all servers. */
  readonly instant: string;
};

interface Known extends Omit<KnownFacts, 'proofs' | 'relation'> {
  /** undefined: it is linked to nobody. */
  readonly own: boolean | undefined;
  readonly proofs: readonly (Proof & { readonly by: string })[];
}

interface Row {
  readonly own: boolean | null;
  readonly login: string;
  readonly email: string | null;
  readonly lockouts: string;
  readonly wariness: Wariness;
  readonly at: Date;
  readonly attack: boolean;
  readonly paused: readonly string[];
  readonly proofs: readonly {
    readonly kind: ProofKind;
    readonly action: Action;
    readonly given_by: string;
    readonly expires_at: string;
    readonly factor: string | null;
    readonly counts_from: string | null;
  }[];
}

export interface FactsOfOptions {
  readonly database: Database;
  readonly isHelpDesk: IsHelpDesk;
  readonly caution: Caution;
}

/** Looks up what the gate asks of the database, for many at a time. */
export class FactsOf {
  readonly #known: Lookup<FactsOptions, Known>;

  constructor(options: FactsOfOptions) {
    this.#known = new Lookup((asked) => read(asked, options));
  }

  /** @param status Read right now, beside this: who the manager is says it, not who said so when they were asked. */
  async of(asked: FactsOptions, status: Promise<AccountStatus>): Promise<KnownFacts> {
    const { proofs, own, ...known } = await this.#known.of(asked);
    const counting: Proof[] = [];
    for (const { by, ...proof } of proofs) {
      if (
        proof.kind !== 'manager-approval' ||
        (by !== asked.person && (await this.#isManager(by, asked, await status)))
      )
        counting.push(proof);
    }
    // Who manages somebody says the directory, right now.
    const manages = own !== true && (await this.#isManager(asked.person, asked, await status));
    const relation = own === true ? 'self' : manages ? 'manager' : own === false ? 'other' : 'unknown';
    return { ...known, relation, proofs: counting };
  }

  async #isManager(person: string, asked: FactsOptions, { manager }: AccountStatus): Promise<boolean> {
    if (manager === null || manager === undefined) return false;
    return (await this.#known.of({ ...asked, account: manager.id, person })).own === true;
  }
}

async function read(
  asked: readonly FactsOptions[],
  { database, isHelpDesk, caution }: FactsOfOptions,
): Promise<readonly Known[]> {
  const rows = await database.rows<Row>(factsQuery, [
    toJson(asked.map(({ case: id, ...one }, n) => ({ ...one, case_id: id, n }))),
    ...warinessParameters(caution),
  ]);
  return rows.map(({ own, login, email, lockouts, wariness, at, attack, paused, proofs }, n) => {
    const { system = '', account = '' } = asked[n] ?? {};
    return {
      own: own ?? undefined,
      helpDesk: isHelpDesk({ login, email }),
      lockouts: Number(lockouts),
      wariness,
      instant: at.toISOString(),
      attack,
      paused,
      proofs: proofs.map(({ kind, action, given_by: by, expires_at, factor, counts_from }) => ({
        kind,
        action,
        system,
        account,
        until: new Date(expires_at).toISOString(),
        ...(factor === null ? {} : { factor }),
        ...(counts_from === null ? {} : { countsFrom: new Date(counts_from).toISOString() }),
        by,
      })),
    };
  });
}

const factsQuery = `select clock_timestamp() as at, exists (select from attack where ended_at is null) as attack, (select coalesce(jsonb_agg(scope), '[]') from pause) as paused,
    account.person_id = asked.person as own, coalesce(person.login, '') as login, person.email,
    (select count(*) from lockout where lockout.person_id = account.person_id and lockout.system = asked.system
      and lockout.account_id = asked.account and lockout.detected_at > clock_timestamp() - interval '24 hours') as lockouts,
    ${warinessOf({ person: 'account.person_id', besides: 'asked.case_id', first: 2 })} as wariness,
    (select coalesce(jsonb_agg(to_jsonb(given)), '[]') from (
      select kind, action, given_by, expires_at, factor, counts_from from proof
      where proof.person_id = asked.person and proof.case_id = asked.case_id and proof.system = asked.system
        and proof.account_id = asked.account) as given) as proofs
  from jsonb_to_recordset($1::jsonb) as asked (n int, system text, account text, person uuid, case_id uuid)
  left join person on person.id = asked.person
  left join account on account.system = asked.system and account.account_id = asked.account
  order by asked.n`;
