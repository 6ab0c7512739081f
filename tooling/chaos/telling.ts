import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChatMessage, pressSigned } from '../stand-in/index.ts';
import type { Chapter, Story, StoryOptions } from './story.ts';

/** Milliseconds between two tries of the same thing. */
const pause = 40;
/** Milliseconds to wait for a message before asking again. */
const newsWithin = 2000;
/** Milliseconds after which a question may be over. */
const day = 24 * 60 * 60_000;

/** A story while it goes on: its chapters, and what a person can do in the chat. */
export class Telling {
  readonly #options: StoryOptions;
  readonly #deadline: number;
  readonly #began = new Map<Chapter, number>();
  readonly #pressed = new Set<string>();
  #newest = 0;
  readonly beganAt = performance.now();

  constructor(options: StoryOptions) {
    this.#options = options;
    this.#deadline = this.beganAt + (options.patience ?? 60_000);
  }

  enter(chapter: Chapter): void {
    this.#began.set(chapter, performance.now());
    this.#options.entered?.(chapter);
  }

  /** Tries until there is a result, as a person would. @throws Error when the patience is over */
  async again<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
    for (let last = 'not yet'; ; await delay(pause)) {
      try {
        const result = await attempt();
        if (result !== undefined) return result;
      } catch (error) {
        last = (error as Error).message;
      }
      if (performance.now() >= this.#deadline) throw new Error(`${what}: ${last}`);
    }
  }

  /** What is newer than what was seen so far. */
  async news(): Promise<readonly ChatMessage[]> {
    const { world, login } = this.#options;
    const messages = await world.standIn.messages(login, { after: this.#newest, wait: newsWithin });
    this.#newest = Math.max(this.#newest, ...messages.map(({ n }) => n));
    return messages;
  }

  /**
   * Presses a button. Where no answer comes it is pressed again, as chats do: the same click, by its own id.
   * Answers false where it is told that it works no more, as it may be when the product's clock has jumped over a day.
   */
  async press(token: string): Promise<boolean> {
    this.#pressed.add(token);
    return this.#send('press the button', { token });
  }

  async say(text: string): Promise<void> {
    await this.#send(`say “${text}”`, { text });
  }

  wasPressed(token: string): boolean {
    return this.#pressed.has(token);
  }

  /** Where it is now. */
  get chapter(): string {
    return [...this.#began.keys()].at(-1) ?? 'arriving';
  }

  /** Where it got stuck, after what. */
  stuckBy(error: Error): string {
    const { took } = this.end();
    const times = Object.entries(took).map(([chapter, milliseconds]) => `${chapter} ${Math.round(milliseconds)}`);
    return `${this.chapter}: ${error.message} (${times.join(', ')} ms)`;
  }

  end(): Pick<Story, 'took' | 'beganAt' | 'endedAt'> {
    const endedAt = performance.now();
    const times = [...this.#began.values(), endedAt];
    const took = Object.fromEntries(
      [...this.#began.keys()].map((chapter, index) => [chapter, (times[index + 1] ?? 0) - (times[index] ?? 0)]),
    );
    return { took, beganAt: this.beganAt, endedAt };
  }

  async #send(what: string, said: { readonly token: string } | { readonly text: string }): Promise<boolean> {
    const { world, login } = this.#options;
    const event = randomUUID();
    return this.again(what, async () => {
      const asked = { event, user: login, ...said, at: world.now() };
      const { status, reason } = await pressSigned(world.url, world.secret, asked);
      if (status === 202) return true;
      if (reason === 'unknown-choice' && world.now().getTime() - Date.now() >= day) return false;
      throw new Error(`${status} ${reason ?? ''}`);
    });
  }
}

/** The token of a button. */
export function buttonOf({ choices = [] }: ChatMessage['message'], name: string): string | undefined {
  return choices.find(({ label }) => label === name)?.token;
}
