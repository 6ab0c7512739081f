import type { Standing } from '@access-account/contract';
import { type DayMove, daysPassed } from './days/day-move.ts';
import type { PersonRecord } from './person-record.ts';

export interface PersonStateFacts {
  readonly person: PersonRecord;
  readonly now: Date;
  readonly moves: readonly DayMove[];
  /** Days a password is good for; null: for ever. */
  readonly passwordMaxAgeDays: number | null;
}

/** What follows from a record at this moment of the directory's days. */
export interface PersonState {
  readonly standing: Standing;
  /** ISO 8601 instants; null: never. */
  readonly passwordExpiresAt: string | null;
  readonly endsAt: string | null;
  /** No sign-in without a new password: it is demanded, or the old one has expired. */
  readonly needsNewPassword: boolean;
}

const dayLength = 24 * 60 * 60_000;

/**
 * The days that passed in the directory bring every end nearer. What happened keeps its instant: it did happen then,
 * and a password's life is known by it.
 */
export function personState({ person, now, moves, passwordMaxAgeDays }: PersonStateFacts): PersonState {
  const end = (instant: number, since: string) =>
    new Date(instant - daysPassed({ moves, since: Date.parse(since) })).toISOString();
  const { createdAt, passwordChangedAt, mustChange } = person;
  const passwordExpiresAt =
    passwordMaxAgeDays === null
      ? null
      : end(Date.parse(passwordChangedAt) + passwordMaxAgeDays * dayLength, passwordChangedAt);
  const endsAt = person.endsAt === null ? null : end(Date.parse(person.endsAt), createdAt);
  const isOver = (instant: string | null) => instant !== null && Date.parse(instant) <= now.getTime();
  return {
    standing: person.standing === 'enabled' && isOver(endsAt) ? 'expired' : person.standing,
    passwordExpiresAt,
    endsAt,
    needsNewPassword: mustChange || isOver(passwordExpiresAt),
  };
}
