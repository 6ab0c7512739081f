import type { Clock } from '@access-account/contract';

/** What is called: Slack counts by method, and what is posted by channel, too. */
export interface Limited {
  /** `chat.postMessage`. */
  readonly method: string;
  /** Where the method is about one. */
  readonly channel?: string | undefined;
}

/** In milliseconds since 1970. */
interface Rest {
  readonly from: number;
  readonly until: number;
}

/** A method as a whole. */
const everywhere = '';

/**
 * What Slack wants to be left alone with, and until when: by what this server was answered. Slack's 429 does not say whether
 * a channel has had too much (a message a second) or the workspace. So it is the channel that rests; where another one is
 * refused meanwhile, it is the method, as long as Slack wants that one to.
 * Source: https://docs.slack.dev/apis/web-api/rate-limits.
 */
export class RateLimits {
  readonly #clock: Clock;
  /** By method, and within it by channel. */
  readonly #rests = new Map<string, Map<string, Rest>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds that this call has to wait; 0: none. */
  waitOf({ method, channel = everywhere }: Limited): number {
    const now = this.#clock.now().getTime();
    const rests = this.#rests.get(method);
    return Math.max(...[everywhere, channel].map((place) => leftOf(rests?.get(place), now)));
  }

  /** Slack refused this call, and wants to be left alone for so many milliseconds. */
  refused({ method, channel = everywhere }: Limited, wait: number): void {
    const from = this.#clock.now().getTime();
    const rests = [...(this.#rests.get(method) ?? [])].filter(([, rest]) => leftOf(rest, from) > 0);
    const rest = { from, until: from + wait };
    const resting = new Map([...rests, [channel, rest]]);
    const isOfAll = resting.size > 1 && leftOf(resting.get(everywhere), from) < wait;
    this.#rests.set(method, isOfAll ? resting.set(everywhere, rest) : resting);
  }
}

/** A clock that was set back behind its beginning ends a rest: how long it would last, nobody knows. */
function leftOf(rest: Rest | undefined, now: number): number {
  return rest === undefined || now < rest.from ? 0 : Math.max(0, rest.until - now);
}
