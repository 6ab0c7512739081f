import type { Clock, ConversationReference } from '@access-account/contract';

/** Milliseconds a trigger is worth something: Slack's three seconds, less the way there. */
const life = 2500;
const most = 1000;

/** The last click in each conversation, as long as a modal can be opened over it. */
export class Triggers {
  readonly #clock: Clock;
  readonly #triggers = new Map<string, { readonly trigger: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep({ id }: ConversationReference, trigger: string): void {
    this.#triggers.delete(id);
    this.#triggers.set(id, { trigger, until: this.#clock.now().getTime() + life });
    const [oldest] = this.#triggers.keys();
    if (this.#triggers.size > most && oldest !== undefined) this.#triggers.delete(oldest);
  }

  /** It opens one modal. */
  take({ id }: ConversationReference): string | undefined {
    const kept = this.#triggers.get(id);
    this.#triggers.delete(id);
    return kept !== undefined && kept.until > this.#clock.now().getTime() ? kept.trigger : undefined;
  }
}
