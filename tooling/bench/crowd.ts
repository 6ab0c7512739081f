import { setTimeout as delay } from 'node:timers/promises';
import { Chat, sandboxDirectory } from '../testing/index.ts';

/** One person's answers, in milliseconds. */
export interface ClickTimes {
  /** From the click to 202: it is stored. */
  readonly acknowledged: number;
  /** From the click to the message that says it is done. */
  readonly confirmed: number;
}

/** A person with the chat open. */
export class Person {
  readonly login: string;
  readonly #chat: Chat;
  readonly #directory: ReturnType<typeof sandboxDirectory>;

  private constructor(login: string, chat: Chat, directory: ReturnType<typeof sandboxDirectory>) {
    this.login = login;
    this.#chat = chat;
    this.#directory = directory;
  }

  static async arrive(url: string, login: string): Promise<Person> {
    return new Person(login, await Chat.open({ url, person: login }), sandboxDirectory({ url }));
  }

  /** Sends the one wrong password that locks the account. Resolves to when it was sent: `performance.now()`. */
  async mistype(): Promise<number> {
    const sent = performance.now();
    const status = await this.#directory.signIn(this.login, 'not the password');
    if (status !== 401) throw new Error(`${this.login} mistyped, and the directory answered ${status}.`);
    return sent;
  }

  /** When the notice was shown: `performance.now()`. */
  async notice(): Promise<number> {
    const notice = await this.#chat.shown(({ choices }) => choices.length > 0);
    return this.#shownAt(notice.id);
  }

  async pressYes(): Promise<ClickTimes> {
    const token = this.#chat.tokenOf('Yes');
    const pressed = performance.now();
    const acknowledged = this.#chat.press(token).then(({ status }) => {
      if (status !== 202) throw new Error(`${this.login} pressed Yes, and was answered ${status}.`);
      return performance.now() - pressed;
    });
    const confirmation = await this.#chat.shown('is unlocked');
    return { confirmed: this.#shownAt(confirmation.id) - pressed, acknowledged: await acknowledged };
  }

  /** @throws Error when the old password does not sign in. */
  async signIn(): Promise<void> {
    const status = await this.#directory.signIn(this.login, `password-of-${this.login}`);
    if (status !== 200) throw new Error(`${this.login} was told “unlocked”, and the sign-in answered ${status}.`);
  }

  leave(): void {
    this.#chat.close();
  }

  #shownAt(id: string): number {
    return this.#chat.times[this.#chat.events.findIndex((event) => event.id === id)] ?? Number.NaN;
  }
}

/** Runs `work` for every member, so many at a time. */
export async function abreast<T, R>(
  members: readonly T[],
  { at, work }: { readonly at: number; readonly work: (member: T) => Promise<R> },
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...members.entries()];
  const runner = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: at }, runner));
  return results;
}

/** Runs `work` for every member, each begun a random time after the one before: on average `every` milliseconds. */
export async function strewn<T, R>(
  members: readonly T[],
  { every, work }: { readonly every: number; readonly work: (member: T) => Promise<R> },
): Promise<R[]> {
  const begun: Promise<R>[] = [];
  for (const member of members) {
    const run = work(member);
    run.catch(() => undefined);
    begun.push(run);
    await delay(Math.random() * 2 * every);
  }
  return Promise.all(begun);
}
