/** What an answer says of the provider's limits. */
export interface ProviderLimits {
  /** Milliseconds in which it takes no calls; 0: it takes them. */
  readonly closedFor: number;
  /** Milliseconds in which what is left of its limit is kept for people. */
  readonly quietFor: number;
}

export interface ReadLimitsOptions {
  readonly status: number;
  readonly headers: Headers;
  /** From 0 to 1: the part of the provider's limit that is kept for people. */
  readonly reserve: number;
  /** Where the answer does not say when it was given. */
  readonly now: Date;
}

/** Milliseconds, where a provider refuses and does not say for how long. */
const unsaid = 1000;
/** Milliseconds: whatever a header says, it is asked again after that. */
const longest = 60 * 60_000;
/** Seconds above which a number is an instant and not a time to wait. */
const instants = 1e9;

/**
 * Reads what providers say in their answers: `Retry-After` (RFC 9110, seconds or a date; with 429, and with 503 as Microsoft
 * Graph and ServiceNow do), `X-Rate-Limit-*` (Okta, seconds since 1970), `X-RateLimit-*` (ServiceNow, Jira: seconds since 1970
 * or ISO 8601), `RateLimit-*` and `RateLimit` (IETF drafts: seconds to wait). What makes no sense is not there.
 */
export function readLimits({ status, headers, reserve, now }: ReadLimitsOptions): ProviderLimits {
  const date = Date.parse(headers.get('date') ?? '');
  const answeredAt = Number.isNaN(date) ? now.getTime() : date;
  const retryAfter = waitOf(headers.get('retry-after'), answeredAt);
  const { limit, remaining, reset } = standing(headers, answeredAt);
  if (status === 429) return { closedFor: retryAfter ?? reset ?? unsaid, quietFor: 0 };
  if (status === 503 && retryAfter !== undefined) return { closedFor: retryAfter, quietFor: 0 };
  if (remaining === undefined || reset === undefined) return { closedFor: 0, quietFor: 0 };
  if (remaining <= 0) return { closedFor: reset, quietFor: 0 };
  return { closedFor: 0, quietFor: limit !== undefined && remaining <= limit * reserve ? reset : 0 };
}

interface Standing {
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** Milliseconds from now. */
  readonly reset: number | undefined;
}

function standing(headers: Headers, answeredAt: number): Standing {
  for (const prefix of ['x-rate-limit', 'x-ratelimit', 'ratelimit']) {
    const remaining = countOf(headers.get(`${prefix}-remaining`));
    const reset = waitOf(headers.get(`${prefix}-reset`), answeredAt);
    if (remaining !== undefined || reset !== undefined)
      return { limit: countOf(headers.get(`${prefix}-limit`)), remaining, reset };
  }
  // `RateLimit: "hourly";r=0;t=120`, and the draft before it: `limit=100, remaining=0, reset=120`.
  const draft = headers.get('ratelimit') ?? '';
  if (draft === '') return { limit: undefined, remaining: undefined, reset: undefined };
  const policy = headers.get('ratelimit-policy') ?? '';
  return {
    limit: countOf(parameter(draft, 'limit') ?? parameter(policy, 'q')),
    remaining: countOf(parameter(draft, 'r') ?? parameter(draft, 'remaining')),
    reset: waitOf(parameter(draft, 't') ?? parameter(draft, 'reset'), answeredAt),
  };
}

function parameter(text: string, name: string): string | null {
  return new RegExp(`(?:^|[;,\\s])${name}=(\\d{1,15})(?:$|[;,\\s])`).exec(text)?.[1] ?? null;
}

function countOf(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,15}\s*(?:[,;].*)?$/.test(text) ? Number.parseInt(text, 10) : undefined;
}

function waitOf(text: string | null, answeredAt: number): number | undefined {
  if (text === null) return undefined;
  const number = /^\s*\d{1,15}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : undefined;
  const wait =
    number === undefined
      ? Date.parse(text) - answeredAt
      : number < instants
        ? number * 1000
        : number * 1000 - answeredAt;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longest);
}
