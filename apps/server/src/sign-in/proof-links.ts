import type { SignInSecrets } from '@access-account/connector-kit/open-id';
import type { Action, ProofWay, Say } from '@access-account/policies';
import { hashToken } from '../road/choice-token.ts';
import type { Sql } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';

/** What a link is for. */
export interface ProofSource {
  readonly person: string;
  /** The message the link was in. */
  readonly effect: string;
  readonly case: string;
  readonly action: Action;
  readonly system: string;
  readonly account: string;
}

/** What became of a try. `over`: the link has been used, or tried too often. */
export type Tried = 'shown' | 'not-shown' | 'too-often' | 'over' | 'unreachable';

/** A question that stands on a device of the person. */
export interface AskedChallenge {
  readonly factor: string;
  readonly challenge: string;
  /** What the person chooses there; null: the provider has them compare nothing. */
  readonly number: string | null;
}

/** A link to the page where somebody shows that it is they, as that page shows it. */
export interface ProofLink {
  readonly source: ProofSource;
  readonly standing: 'open' | 'used' | 'expired';
  readonly locale: string;
  /** Why it is asked for. */
  readonly sentences: Say['sentences'];
  readonly ways: readonly ProofWay[];
  /** Whether a code was sent that is still good. */
  readonly codeSent: boolean;
}

/** A sign-in that came back. */
export interface ComingBack extends SignInSecrets, ProofSource {
  readonly locale: string;
  readonly begunAt: Date;
}

export interface BeginSignIn {
  readonly token: string;
  /** A secret that the browser alone has. */
  readonly browser: string;
  readonly secrets: SignInSecrets;
}

/** Times that something may be begun or tried by one link. */
const mostAttempts = 5;
/** Minutes in which a browser comes back. */
const signInLife = 10;

const isOpen = `used_at is null and expires_at > clock_timestamp() and attempts < ${mostAttempts}`;

interface LinkRow extends ProofSource {
  readonly said: Say;
  readonly locale: string;
  readonly used: boolean;
  readonly expired: boolean;
  readonly codeSent: boolean;
}

/** What a link is, by its token. It changes nothing. Undefined: it is none. */
export async function findProofLink(sql: Sql, token: string): Promise<ProofLink | undefined> {
  const [row] = await sql.rows<LinkRow>(
    `select link.person_id as person, link.effect_id as effect, link.case_id as "case", link.action, link.system,
       link.account_id as account, effect.body as said, help_case.locale, link.used_at is not null as used,
       link.expires_at <= clock_timestamp() or help_case.closed_at is not null as expired,
       coalesce(link.code_mac is not null and link.code_until > clock_timestamp(), false) as "codeSent"
     from proof_link link
     join effect on effect.person_id = link.person_id and effect.id = link.effect_id
     join help_case on help_case.person_id = link.person_id and help_case.id = link.case_id
     where link.hash = $1`,
    [hashToken(token)],
  );
  if (row === undefined) return undefined;
  const { said, locale, used, expired, codeSent, ...source } = row;
  const ways = said.proof?.ways ?? [{ by: 'fresh-login' }];
  const standing = used ? 'used' : expired ? 'expired' : 'open';
  return { source, standing, locale, sentences: said.sentences, ways, codeSent };
}

/** Notes that a sign-in begins; the one before it is over. Answers whether it may: a link can be tried so many times. */
export async function beginSignIn(sql: Sql, { token, browser, secrets }: BeginSignIn): Promise<boolean> {
  const begun = await sql.run(
    `update proof_link set attempts = attempts + 1, state_hash = $2, browser_hash = $3, nonce = $4, verifier = $5,
       begun_at = clock_timestamp()
     where hash = $1 and ${isOpen}`,
    [hashToken(token), hashToken(secrets.state), hashToken(browser), secrets.nonce, secrets.verifier],
  );
  return begun === 1;
}

/** Counts a try before it is made. Answers whether it may be: of a hundred at the same moment no more are made than may be. */
export async function countTry(sql: Sql, token: string): Promise<boolean> {
  const counted = await sql.run(`update proof_link set attempts = attempts + 1 where hash = $1 and ${isOpen}`, [
    hashToken(token),
  ]);
  return counted === 1;
}

export interface KeptCode {
  readonly token: string;
  /** By which the code is known again. */
  readonly mac: string;
}

/** A code was made; the one before it is over. Answers whether the link still takes any. */
export async function keepCode(
  sql: Sql,
  { token, mac, minutes }: KeptCode & { readonly minutes: number },
): Promise<boolean> {
  const kept = await sql.run(
    `update proof_link set code_mac = $2, code_until = clock_timestamp() + make_interval(mins => $3::int)
     where hash = $1 and ${isOpen}`,
    [hashToken(token), mac, minutes],
  );
  return kept === 1;
}

/** Uses the code up, if it is the one that was sent. How long a comparison of MACs takes tells nobody anything about a code. */
export async function takeCode(sql: Sql, { token, mac }: KeptCode): Promise<boolean> {
  const taken = await sql.run(
    `update proof_link set code_mac = null
     where hash = $1 and code_mac = $2 and code_until > clock_timestamp() and used_at is null`,
    [hashToken(token), mac],
  );
  return taken === 1;
}

export interface KeepChallenge {
  readonly token: string;
  /** A secret that the browser alone has which had it asked. */
  readonly browser: string;
  readonly challenge: AskedChallenge;
}

/** What stands on the device now, and which browser hears the answer; the one before it is over. */
export async function keepChallenge(sql: Sql, { token, browser, challenge }: KeepChallenge): Promise<void> {
  await sql.run(
    `update proof_link set challenge = $2::jsonb, challenge_browser = $3 where hash = $1 and used_at is null`,
    [hashToken(token), toJson(challenge), hashToken(browser)],
  );
}

/** What this browser had asked on a device. Undefined: nothing, or another browser had it asked. */
export async function challengeOf(
  sql: Sql,
  { token, browser }: Pick<KeepChallenge, 'token' | 'browser'>,
): Promise<AskedChallenge | undefined> {
  const [row] = await sql.rows<{ challenge: AskedChallenge }>(
    'select challenge from proof_link where hash = $1 and challenge_browser = $2 and challenge is not null',
    [hashToken(token), hashToken(browser)],
  );
  return row?.challenge;
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
