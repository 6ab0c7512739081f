import { randomUUID } from 'node:crypto';
import type { Message } from '@access-account/contract';
import type { Directory } from './directory.ts';
import { type Ledger, providerTime } from './ledger.ts';

/** A message as its reader sees it. */
export interface ChatMessage {
  readonly id: string;
  /** Rises with everything that is shown or replaced, over all people. */
  readonly n: number;
  readonly login: string;
  /** Milliseconds since 1970 of this text. */
  readonly at: number;
  readonly message: Message;
  /** True once another text was put in the place of the first. */
  readonly replaced: boolean;
}

interface Reader {
  readonly login: string;
  readonly wake: () => void;
}

/** Direct messages. One message per idempotency key: a repeat is in the ledger, and nobody sees it. */
export class Chat {
  readonly #ledger: Ledger;
  readonly #directory: Directory;
  readonly #messages = new Map<string, ChatMessage>();
  readonly #idsByLogin = new Map<string, string[]>();
  /** The message each idempotency key made. */
  readonly #sent = new Map<string, string>();
  readonly #readers = new Set<Reader>();
  /** The message that each number showed or replaced. */
  readonly #log: string[] = [];

  constructor(ledger: Ledger, directory: Directory) {
    this.#ledger = ledger;
    this.#directory = directory;
  }

  /** Undefined: there is no such person. */
  send(login: string, message: Message, idempotencyKey: string): string | undefined {
    const person = this.#directory.byLogin(login);
    if (person === undefined) return undefined;
    const earlier = this.#sent.get(idempotencyKey);
    const id = earlier ?? randomUUID();
    this.#record('message.send', { login, message, idempotencyKey, changed: earlier === undefined });
    if (earlier !== undefined) return id;
    this.#sent.set(idempotencyKey, id);
    const ids = this.#idsByLogin.get(login) ?? [];
    this.#idsByLogin.set(login, [...ids, id]);
    this.#show({ id, login, message, replaced: false });
    return id;
  }

  /** Undefined: there is no such message. */
  update(id: string, message: Message, idempotencyKey: string): string | undefined {
    const shown = this.#messages.get(id);
    if (shown === undefined) return undefined;
    const changed = JSON.stringify(shown.message) !== JSON.stringify(message);
    this.#record('message.update', { login: shown.login, message, idempotencyKey, changed });
    if (changed) this.#show({ id, login: shown.login, message, replaced: true });
    return id;
  }

  /** What one person sees, oldest first. */
  seenBy(login: string): readonly ChatMessage[] {
    return (this.#idsByLogin.get(login) ?? []).flatMap((id) => this.#messages.get(id) ?? []);
  }

  /** What came or changed after a number, over all people, in that order. */
  after(n: number, limit: number): readonly ChatMessage[] {
    const found: ChatMessage[] = [];
    for (let index = Math.max(0, n); index < this.#log.length && found.length < limit; index += 1) {
      const message = this.#messages.get(this.#log[index] ?? '');
      // Whatever was replaced since is told where it was replaced.
      if (message?.n === index + 1) found.push(message);
    }
    return found;
  }

  /** Resolves when something newer than `n` is there for a person, or the time is over. */
  async news({ login, n, wait }: { readonly login: string; readonly n: number; readonly wait: number }): Promise<void> {
    if (wait === 0 || this.seenBy(login).some((message) => message.n > n)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const reader = { login, wake: resolve };
    this.#readers.add(reader);
    const timer = setTimeout(resolve, wait);
    await promise;
    clearTimeout(timer);
    this.#readers.delete(reader);
  }

  #show(shown: Omit<ChatMessage, 'n' | 'at'>): void {
    this.#log.push(shown.id);
    this.#messages.set(shown.id, { ...shown, n: this.#log.length, at: providerTime() });
    for (const reader of this.#readers) if (reader.login === shown.login) reader.wake();
  }

  #record(
    operation: string,
    { login, message, ...rest }: { login: string; message: Message; idempotencyKey: string; changed: boolean },
  ): void {
    const person = this.#directory.byLogin(login);
    const locked = person !== undefined && this.#directory.lockOf(person) !== null;
    this.#ledger.write({ system: 'chat', operation, login, locked, body: message, ...rest });
  }
}
