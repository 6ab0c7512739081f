/** What an administrator allows a connector: so many calls in any `per`, a part of them kept for people. */
export interface Allowance {
  readonly calls: number;
  /** Milliseconds. */
  readonly per: number;
  /** From 0 to 1: the part that no background call takes. */
  readonly reserve: number;
}

/** A token bucket. Tokens may be fractions; only whole ones are given. */
export interface BucketSize {
  /** Tokens at most. */
  readonly capacity: number;
  /** Tokens that background calls leave in it. */
  readonly reserve: number;
  /** Tokens per millisecond. */
  readonly rate: number;
  /** Milliseconds for which a token that was given can be used. */
  readonly life: number;
}

/** What all replicas share of one connector. Instants are milliseconds of one clock. */
export interface Bucket {
  readonly tokens: number;
  readonly filledAt: number;
  /** Background calls rest until then. */
  readonly quietUntil: number;
  /** The provider lets nobody in until then, as far as it said; people may knock, once a second. */
  readonly closedUntil: number;
  readonly knockedAt: number;
}

export interface Wanted {
  readonly now: number;
  /** Calls that people wait for. */
  readonly urgent: number;
  readonly background: number;
}

export interface Taken {
  readonly bucket: Bucket;
  /** Tokens for people; never more than wanted. */
  readonly urgent: number;
  readonly background: number;
  /** Milliseconds until the next one of each kind can be had; 0: now. */
  readonly wait: { readonly urgent: number; readonly background: number };
  /** Milliseconds until the provider lets calls in again; 0: it does. */
  readonly closedFor: number;
}

/** Milliseconds between two knocks of people at a provider that lets nobody in. */
export const knockEvery = 1000;
/** Far below one token, far above what floating point loses. */
const crumb = 1e-9;

export const freshBucket: Bucket = { tokens: 0, filledAt: 0, quietUntil: 0, closedUntil: 0, knockedAt: 0 };

/**
 * The bucket that keeps an allowance: never more than `calls` calls in any time of `per`, wherever it begins.
 * A token is used up to `life` after it was given, so the calls of one `per` were given within `per + life`,
 * and what can be given in that time is a full bucket and what flows in: less than `calls + 1`.
 */
export function bucketOf({ calls, per, reserve }: Allowance): BucketSize {
  const life = Math.min(1000, per / 10);
  const atOnce = Math.max(1, calls / 10);
  const capacity = Math.min(calls, calls * reserve + atOnce);
  return { capacity, reserve: capacity - atOnce, rate: (calls + 0.99 - capacity) / (per + life), life };
}

/** Takes what can be had: people first, and background calls only above the reserve. Without a size only the provider's own words count. */
export function take(before: Bucket, size: BucketSize | null, { now, urgent, background }: Wanted): Taken {
  const filled = size === null ? before : fill(before, size, now);
  const has = size === null ? Number.POSITIVE_INFINITY : filled.tokens;
  const isClosed = now < before.closedUntil;
  const knock = isClosed ? Math.max(0, before.knockedAt + knockEvery - now) : 0;

  const admitted = isClosed ? Math.min(urgent, knock > 0 ? 0 : 1) : urgent;
  const forPeople = Math.min(admitted, whole(has));
  const above = whole(has - forPeople - (size?.reserve ?? 0));
  const forBackground = now < before.quietUntil ? 0 : Math.min(background, above);

  const knocked = isClosed && forPeople > 0;
  const left = Math.max(0, has - forPeople - forBackground);
  const until = (tokens: number) => (size === null ? 0 : Math.max(0, Math.ceil((tokens - left - crumb) / size.rate)));
  return {
    bucket: {
      ...filled,
      tokens: size === null ? before.tokens : left,
      knockedAt: knocked ? now : before.knockedAt,
    },
    urgent: forPeople,
    background: forBackground,
    wait: {
      urgent: Math.max(knocked ? knockEvery : knock, until(1)),
      background: Math.max(0, before.quietUntil - now, until(1 + (size?.reserve ?? 0))),
    },
    closedFor: Math.max(0, before.closedUntil - now),
  };
}

/** Puts back what was taken and not used. */
export function giveBack(
  before: Bucket,
  size: BucketSize,
  { now, tokens }: { readonly now: number; readonly tokens: number },
): Bucket {
  const filled = fill(before, size, now);
  return { ...filled, tokens: Math.min(size.capacity, filled.tokens + tokens) };
}

function fill(bucket: Bucket, { capacity, rate }: BucketSize, now: number): Bucket {
  const flowed = Math.max(0, now - bucket.filledAt) * rate;
  return { ...bucket, tokens: Math.min(capacity, bucket.tokens + flowed), filledAt: Math.max(bucket.filledAt, now) };
}

function whole(tokens: number): number {
  return Math.max(0, Math.floor(tokens + crumb));
}
