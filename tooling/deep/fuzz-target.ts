import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseKind } from '../chaos/world.ts';
import { type Postgres, startPostgres } from '../real-servers/postgres.ts';
import { Chat, type ServerProcess, sandboxConfiguration, sandboxDirectory, startServer } from '../testing/index.ts';

/** Two whom everything happens to, and one whom nobody has touched. */
const people = ['alex', 'blake', 'casey'] as const;

/** A running server, everything one may know of it from outside, and what must never be seen. */
export class FuzzTarget {
  readonly database: DatabaseKind;
  readonly people = people;
  readonly #server: ServerProcess;
  readonly #postgres: Postgres | undefined;
  /** The console's cookie, as a browser sends it. */
  readonly console: string;
  /** The command line's token, as it sends it. */
  readonly operator: string;
  readonly secrets: readonly string[];
  readonly chats: readonly Chat[];
  readonly #cookies: readonly string[];

  private constructor(parts: {
    readonly database: DatabaseKind;
    readonly server: ServerProcess;
    readonly postgres: Postgres | undefined;
    readonly console: string;
    readonly operator: string;
    readonly secrets: readonly string[];
    readonly chats: readonly Chat[];
    readonly cookies: readonly string[];
  }) {
    this.database = parts.database;
    this.#server = parts.server;
    this.#postgres = parts.postgres;
    this.console = parts.console;
    this.operator = parts.operator;
    this.secrets = parts.secrets;
    this.chats = parts.chats;
    this.#cookies = parts.cookies;
  }

  static async start(database: DatabaseKind): Promise<FuzzTarget> {
    const postgres = database === 'postgres' ? await startPostgres() : undefined;
    const environment: Record<string, string> =
      postgres === undefined ? {} : { DATABASE_URL: await postgres.createDatabase('fuzz') };
    const server = await startServer({ configuration: sandboxConfiguration({ people }), environment });
    const entered = await fetch(server.link, { redirect: 'manual' });
    const console = entered.headers.getSetCookie()[0]?.split(';')[0];
    if (console === undefined) throw new Error(`The console’s link answered ${entered.status}.`);
    const data = join(server.directory, 'data');
    const { token } = JSON.parse(readFileSync(join(data, 'operator.json'), 'utf8')) as { token: string };
    const operator = `Bearer ${token}`;
    const files = (await readdir(data)).filter((name) => /key|token/.test(name));
    const secrets = files
      .map((name) => readFileSync(join(data, name), 'utf8').trim())
      .filter((text) => text.length > 20);
    const chats = await Promise.all(['alex', 'blake'].map((person) => Chat.open({ url: server.url, person })));
    const cookies = await Promise.all(['alex', 'blake'].map((person) => chatCookie(server.url, person)));
    return new FuzzTarget({ database, server, postgres, console, operator, secrets, chats, cookies });
  }

  get url(): string {
    return this.#server.url;
  }

  get directory() {
    return sandboxDirectory({ url: this.url });
  }

  /** The cookie of one of the two in the chat. */
  cookieOf(index: number): string | undefined {
    return this.#cookies[index];
  }

  /** Every button that was shown so far. */
  get tokens(): readonly string[] {
    return this.chats.flatMap((chat) =>
      chat.messages.flatMap(({ choices, form }) =>
        [...choices, ...(form === null ? [] : [form.submit])].map(({ token }) => token),
      ),
    );
  }

  /** What is wrong with the server itself: it is not alive, not ready, or wrote of a failure. */
  async complaints(): Promise<readonly string[]> {
    const ended = await Promise.race([
      this.#server.exited.then((code) => [`it ended with ${code}`]),
      Promise.resolve([]),
    ]);
    if (ended.length > 0) return ended;
    const ready = await fetch(`${this.url}/readyz`).then(async (response) => ({
      status: response.status,
      text: await response.text(),
    }));
    const state = (JSON.parse(ready.text) as { readonly status: string }).status;
    const log = this.#server.log();
    const failures = log
      .split('\n')
      .filter((line) => /"level":(50|60|"error"|"fatal")|\bERROR\b|[Uu]nhandled/.test(line));
    const leaked = [...this.secrets, ...people.map((login) => `password-of-${login}`)].filter((secret) =>
      log.includes(secret),
    );
    return [
      ...(ready.status === 200 && state === 'ready' ? [] : [`it is not ready: ${ready.text}`]),
      ...[...new Set(failures.map((line) => line.replaceAll(/"(time|at|id|reqId)":("[^"]*"|\d+),?/g, '')))]
        .slice(0, 10)
        .map((line) => `it wrote: ${line.slice(0, 600)}`),
      ...leaked.map((secret) => `its log has a secret (${secret.slice(0, 4)}…)`),
    ];
  }

  /** One person from wrong passwords to a sign-in that works again. @throws Error where that fails. */
  async help(login: string): Promise<void> {
    const chat = await Chat.open({ url: this.url, person: login });
    try {
      await chat.say('cancel');
      await this.directory.lock(login);
      // Whoever was told often enough today has to ask.
      await chat.say('I am locked out');
      const from = Date.now();
      for (let pressed = new Set<string>(); (await this.directory.signIn(login, `password-of-${login}`)) !== 200; ) {
        if (Date.now() - from > 20_000)
          throw new Error(
            `still locked; shown last: ${JSON.stringify(chat.messages.slice(-3).map(({ text }) => text))}`,
          );
        const offered = chat.messages
          .flatMap(({ choices }) => choices)
          .filter(({ label, token }) => label === 'Yes' && !pressed.has(token));
        const token = offered.at(-1)?.token;
        if (token !== undefined) {
          pressed = new Set([...pressed, token]);
          await chat.press(token);
        }
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    } finally {
      chat.close();
    }
  }

  async stop(): Promise<void> {
    for (const chat of this.chats) chat.close();
    await this.#server.stop();
    await this.#postgres?.stop();
    await rm(this.#server.directory, { recursive: true, force: true });
  }
}

async function chatCookie(url: string, person: string): Promise<string> {
  const answer = await fetch(`${url}/connectors/web/persona`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
