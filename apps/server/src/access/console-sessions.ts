import { hashToken } from '../road/choice-token.ts';
import type { Sql } from '../storage/database.ts';
import type { Operator, OperatorRole } from './operator.ts';

/** Somebody at the console. Only a hash of the session's token is stored: a copy of the database signs nobody in. */
export interface ConsoleSession {
  readonly hash: string;
  readonly operator: Operator;
  /** Begun by a one-time link, on the machine itself. */
  readonly isByLink: boolean;
  readonly expiresAt: Date;
  /** Whether they signed in at the provider's page just now, and it says so. */
  readonly isFresh: boolean;
}

export interface BeginSession {
  readonly token: string;
  readonly operator: Operator;
  /** The state of the sign-in that begins it: it begins no other. null: a one-time link does. */
  readonly state: string | null;
  /** When the provider says that they signed in at its page; null: it does not say. */
  readonly signedInAt: Date | null;
  /** Milliseconds it lasts, whatever is done with it. */
  readonly life: number;
}

/** Minutes after a sign-in in which it opens what asks for a fresh one. */
const freshFor = 5;

/** Milliseconds, by the database's clock. */
const ago = (parameter: string) => `clock_timestamp() - ${parameter}::bigint * interval '1 millisecond'`;
const ahead = (parameter: string) => `clock_timestamp() + ${parameter}::bigint * interval '1 millisecond'`;

/** Answers whether it has begun: a sign-in that comes back a second time begins nothing. */
export async function beginSession(
  sql: Sql,
  { token, operator, state, signedInAt, life }: BeginSession,
): Promise<boolean> {
  // What is over is kept as long as a sign-in could come back.
  await sql.run(`delete from console_session where expires_at < clock_timestamp() - interval '1 day'`);
  const { issuer, subject, name, role } = operator;
  const begun = await sql.run(
    `insert into console_session (hash, issuer, subject, name, role, state_hash, expires_at, signed_in_at)
     values ($1, $2, $3, $4, $5, $6, ${ahead('$7')}, case when $8::timestamptz is not null then least($8::timestamptz, clock_timestamp()) end) on conflict do nothing`,
    [hashToken(token), issuer, subject, name, role, state === null ? null : hashToken(state), life, signedInAt],
  );
  return begun === 1;
}

interface SessionRow {
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly name: string;
  readonly role: OperatorRole;
  readonly is_by_link: boolean;
  readonly expires_at: Date;
  readonly is_fresh: boolean;
}

/** Milliseconds without anybody at it after which a session is over. */
export interface IdleLimits {
  readonly byLink: number;
  readonly bySignIn: number;
}

/** Undefined: there is no such session, or not any more. */
export async function findSession(
  sql: Sql,
  hash: string,
  { byLink, bySignIn }: IdleLimits,
): Promise<ConsoleSession | undefined> {
  const [row] = await sql.rows<SessionRow>(
    `select issuer, subject, name, role, state_hash is null as is_by_link, expires_at,
       coalesce(signed_in_at > clock_timestamp() - interval '${freshFor} minutes', false) as is_fresh from console_session
     where hash = $1 and ended_at is null and expires_at > clock_timestamp()
       and used_at > case when state_hash is null then ${ago('$2')} else ${ago('$3')} end`,
    [hash, byLink, bySignIn],
  );
  if (row === undefined) return undefined;
  const { issuer, subject, name, role } = row;
  const { is_by_link: isByLink, expires_at: expiresAt, is_fresh: isFresh } = row;
  return { hash, operator: { issuer, subject, name, role }, isByLink, expiresAt, isFresh };
}

/** Somebody is at it. Written down only now and then. @param every milliseconds */
export async function useSession(sql: Sql, hash: string, every: number): Promise<void> {
  await sql.run(`update console_session set used_at = clock_timestamp() where hash = $1 and used_at < ${ago('$2')}`, [
    hash,
    every,
  ]);
}

/** Ends one. Answers whether it was still going on. */
export async function endSession(sql: Sql, hash: string): Promise<boolean> {
  const ended = await sql.run(
    `update console_session set ended_at = clock_timestamp()
     where hash = $1 and ended_at is null and expires_at > clock_timestamp()`,
    [hash],
  );
  return ended === 1;
}

/** Ends all of them, or all of a subject's. Answers how many were still going on. */
export async function endSessions(sql: Sql, subject: string | null): Promise<number> {
  return sql.run(
    `update console_session set ended_at = clock_timestamp()
     where ended_at is null and expires_at > clock_timestamp() and ($1::text is null or subject = $1::text)`,
    [subject],
  );
}

export async function keepLink(sql: Sql, token: string, life: number): Promise<void> {
  await sql.run('delete from console_link where expires_at < clock_timestamp()');
  await sql.run(`insert into console_link (hash, expires_at) values ($1, ${ahead('$2')})`, [hashToken(token), life]);
}

/** Uses a link up. Answers whether it was still good. */
export async function takeLink(sql: Sql, token: string): Promise<boolean> {
  const [row] = await sql.rows<{ is_good: boolean }>(
    'delete from console_link where hash = $1 returning expires_at > clock_timestamp() as is_good',
    [hashToken(token)],
  );
  return row?.is_good === true;
}
