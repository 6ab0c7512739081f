import type { SignInSecrets } from '@access-account/connector-kit/open-id';
import type { Action, Say } from '@access-account/policies';
import { hashToken } from '../road/choice-token.ts';
import type { Sql } from '../storage/database.ts';

/** A link by which somebody signs in afresh, as its page shows it. */
export interface ProofLink {
  readonly standing: 'open' | 'used' | 'expired';
  readonly locale: string;
  /** Why it is asked for. */
  readonly sentences: Say['sentences'];
}

/** A sign-in that came back. */
export interface ComingBack extends SignInSecrets {
  readonly person: string;
  /** The message the link was in. */
  readonly effect: string;
  readonly case: string;
  readonly action: Action;
  readonly system: string;
  readonly account: string;
  readonly locale: string;
  readonly begunAt: Date;
}

export interface BeginSignIn {
  readonly token: string;
  /** A secret that the browser alone has. */
  readonly browser: string;
  readonly secrets: SignInSecrets;
}

/** Sign-ins that may be begun by one link. */
const mostAttempts = 5;
/** Minutes in which a browser comes back. */
const signInLife = 10;

/** What a link is, by its token. It changes nothing. Undefined: it is none. */
export async function findProofLink(sql: Sql, token: string): Promise<ProofLink | undefined> {
  const [row] = await sql.rows<{ said: Say; locale: string; used: boolean; expired: boolean }>(
    `select effect.body as said, help_case.locale, link.used_at is not null as used,
       link.expires_at <= clock_timestamp() or help_case.closed_at is not null as expired
     from proof_link link
     join effect on effect.person_id = link.person_id and effect.id = link.effect_id
     join help_case on help_case.person_id = link.person_id and help_case.id = link.case_id
     where link.hash = $1`,
    [hashToken(token)],
  );
  if (row === undefined) return undefined;
  const { said, locale, used, expired } = row;
  return { standing: used ? 'used' : expired ? 'expired' : 'open', locale, sentences: said.sentences };
}

/** Notes that a sign-in begins; the one before it is over. Answers whether it may: a link can be tried so many times. */
export async function beginSignIn(sql: Sql, { token, browser, secrets }: BeginSignIn): Promise<boolean> {
  const begun = await sql.run(
    `update proof_link set attempts = attempts + 1, state_hash = $2, browser_hash = $3, nonce = $4, verifier = $5,
       begun_at = clock_timestamp()
     where hash = $1 and used_at is null and expires_at > clock_timestamp() and attempts < ${mostAttempts}`,
    [hashToken(token), hashToken(secrets.state), hashToken(browser), secrets.nonce, secrets.verifier],
  );
  return begun === 1;
}

/**
 * The sign-in that this browser was sent away with. It comes back once: whatever it brings, it does not count again.
 * Undefined: there is none, another browser began it, or nobody waits for it any more.
 */
export async function takeSignIn(
  sql: Sql,
  { state, browser }: { readonly state: string; readonly browser: string },
): Promise<ComingBack | undefined> {
  const [row] = await sql.rows<Omit<ComingBack, 'state'>>(
    `with back as (
       select person_id, effect_id, nonce, verifier, begun_at from proof_link
       where state_hash = $1 and browser_hash = $2 and used_at is null and expires_at > clock_timestamp()
         and begun_at > clock_timestamp() - interval '${signInLife} minutes'
       for update
     ), taken as (
       update proof_link set state_hash = null, browser_hash = null, nonce = null, verifier = null
       from back where proof_link.person_id = back.person_id and proof_link.effect_id = back.effect_id
       returning proof_link.person_id as person, proof_link.effect_id as effect, proof_link.case_id as "case",
         proof_link.action, proof_link.system, proof_link.account_id as account, back.nonce, back.verifier,
         back.begun_at as "begunAt"
     ) select taken.*, help_case.locale from taken join help_case on help_case.person_id = taken.person
         and help_case.id = taken."case"
         and help_case.closed_at is null`,
    [hashToken(state), hashToken(browser)],
  );
  return row === undefined ? undefined : { ...row, state };
}

/** It showed what it was for: it shows nothing more. */
export async function useProofLink(
  sql: Sql,
  { person, effect }: { readonly person: string; readonly effect: string },
): Promise<void> {
  await sql.run('update proof_link set used_at = clock_timestamp() where person_id = $1 and effect_id = $2', [
    person,
    effect,
  ]);
}
