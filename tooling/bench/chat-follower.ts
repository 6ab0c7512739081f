import { setTimeout as delay } from 'node:timers/promises';
import type { ChatMessage, StandIn } from '../stand-in/index.ts';

/** Milliseconds between two looks while somebody waits, and while nobody does. */
const every = { awaited: 2, otherwise: 25 };

interface Waiter {
  readonly fits: (message: ChatMessage) => boolean;
  readonly resolve: (message: ChatMessage) => void;
}

/** Sees what everybody is shown in the stand-in's chat. One for all subjects, so that looking costs each the same. */
export class ChatFollower {
  readonly #standIn: StandIn;
  readonly #shown = new Map<string, ChatMessage[]>();
  readonly #waiting = new Map<string, Waiter[]>();
  readonly #loop: Promise<void>;
  #last = 0;
  #isOver = false;

  constructor(standIn: StandIn) {
    this.#standIn = standIn;
    this.#loop = this.#follow();
  }

  /** The first message to a person, there already or still to come, whose text has these words. */
  shown(login: string, words: string): Promise<ChatMessage> {
    const fits = ({ message }: ChatMessage) => message.text.includes(words);
    const found = this.#shown.get(login)?.find(fits);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve) => {
      const waiters = this.#waiting.get(login) ?? [];
      waiters.push({ fits, resolve });
      this.#waiting.set(login, waiters);
    });
  }

  /** The token of the newest button of this label. */
  tokenOf(login: string, label: string): string {
    const choices = (this.#shown.get(login) ?? []).toReversed().flatMap(({ message }) => message.choices ?? []);
    const found = choices.find((choice) => choice.label === label);
    if (found === undefined) throw new Error(`${login} sees no button “${label}”.`);
    return found.token;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#loop;
  }

  async #follow(): Promise<void> {
    while (!this.#isOver) {
      const messages = await this.#standIn.allMessages(this.#last);
      for (const message of messages) this.#take(message);
      if (messages.length === 0) await delay(this.#waiting.size > 0 ? every.awaited : every.otherwise);
    }
  }

  #take(message: ChatMessage): void {
    const { login, n } = message;
    this.#last = Math.max(this.#last, n);
    this.#shown.set(login, [...(this.#shown.get(login) ?? []), message]);
    const waiters = this.#waiting.get(login);
    if (waiters === undefined) return;
    const others = waiters.filter((waiter) => {
      if (!waiter.fits(message)) return true;
      waiter.resolve(message);
      return false;
    });
    if (others.length > 0) this.#waiting.set(login, others);
    else this.#waiting.delete(login);
  }
}

/** `performance.now()` of this process at a moment of the providers' clock. */
export function momentOf({ at }: ChatMessage): number {
  return at - performance.timeOrigin;
}
