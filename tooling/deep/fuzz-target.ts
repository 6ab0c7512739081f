import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeenMail } from '../../packages/channel-email/src/fake/index.ts';
import type { DatabaseKind } from '../chaos/world.ts';
import { type Postgres, startPostgres } from '../real-servers/postgres.ts';
import { Chat, type ServerProcess, sandboxConfiguration, sandboxDirectory, startServer } from '../testing/index.ts';
import { FuzzProviders } from './fuzz-providers.ts';

/** Two whom everything happens to, and one whom nobody has touched. */
const people = ['alex', 'blake', 'casey'] as const;

/** The address of this machine that the server takes for a proxy's. */
export const proxy = '127.0.0.2';

/** A running server, everything one may know of it from outside, and what must never be seen. */
export class FuzzTarget {
  readonly database: DatabaseKind;
  readonly people = people;
  readonly #server: ServerProcess;
  readonly #postgres: Postgres | undefined;
  readonly providers: FuzzProviders;
  /** A mail with links that nobody has pressed. */
  readonly mail: SeenMail;
  /** The console's cookie, as a browser sends it. */
  readonly console: string;
  /** The command line's token, as it sends it. */
  readonly operator: string;
  readonly secrets: readonly string[];
  readonly chats: readonly Chat[];
  readonly #cookies: readonly string[];
  readonly #told = new Set<string>();

  private constructor(parts: {
    readonly database: DatabaseKind;
    readonly server: ServerProcess;
    readonly postgres: Postgres | undefined;
    readonly providers: FuzzProviders;
    readonly mail: SeenMail;
    readonly console: string;
    readonly operator: string;
    readonly secrets: readonly string[];
    readonly chats: readonly Chat[];
    readonly cookies: readonly string[];
  }) {
    this.database = parts.database;
    this.#server = parts.server;
    this.#postgres = parts.postgres;
    this.providers = parts.providers;
    this.mail = parts.mail;
    this.console = parts.console;
    this.operator = parts.operator;
    this.secrets = parts.secrets;
    this.chats = parts.chats;
    this.#cookies = parts.cookies;
  }

  static async start(database: DatabaseKind): Promise<FuzzTarget> {
    const postgres = database === 'postgres' ? await startPostgres() : undefined;
    const providers = await FuzzProviders.start();
    let server: ServerProcess | undefined;
    try {
      const environment: Record<string, string> =
        postgres === undefined ? {} : { DATABASE_URL: await postgres.createDatabase('fuzz') };
      server = await startServer({ configuration: configurationWith(providers), environment });
      return await FuzzTarget.#enter({ database, server, postgres, providers });
    } catch (error) {
      // What still listens would keep the whole run from ending.
      await server?.stop();
      await providers.stop();
      await postgres?.stop();
      throw error;
    }
  }

  static async #enter(parts: {
    readonly database: DatabaseKind;
    readonly server: ServerProcess;
    readonly postgres: Postgres | undefined;
    readonly providers: FuzzProviders;
  }): Promise<FuzzTarget> {
    const { server, providers } = parts;
    const entered = await fetch(server.link, { redirect: 'manual' });
    const console = entered.headers.getSetCookie()[0]?.split(';')[0];
    if (console === undefined) throw new Error(`The console’s link answered ${entered.status}.`);
    const data = join(server.directory, 'data');
    const { token } = JSON.parse(readFileSync(join(data, 'operator.json'), 'utf8')) as { token: string };
    const operator = `Bearer ${token}`;
    const files = (await readdir(data)).filter((name) => /key|token/.test(name));
    const ours = files.map((name) => readFileSync(join(data, name), 'utf8').trim()).filter((text) => text.length > 20);
    const secrets = [...ours, providers.hookSecret, providers.slack.signingSecret];
    const chats = await Promise.all(['alex', 'blake'].map((person) => Chat.open({ url: server.url, person })));
    const cookies = await Promise.all(['alex', 'blake'].map((person) => chatCookie(server.url, person)));
    const mail = await providers.open(server.url, (login) => sandboxDirectory({ url: server.url }).lock(login));
    return new FuzzTarget({ ...parts, mail, console, operator, secrets, chats, cookies });
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
    const leaked = [
      ...this.secrets,
      ...[...people, ...FuzzProviders.people].map((login) => `password-of-${login}`),
    ].filter((secret) => log.includes(secret));
    // What was written of once is told of once, where it was found.
    const failed = new Set(failures.map((line) => line.replaceAll(/"(time|at|id|reqId)":("[^"]*"|\d+),?/g, '')));
    const fresh = [...failed].filter((line) => !this.#told.has(line));
    for (const line of fresh) this.#told.add(line);
    return [
      ...(ready.status === 200 && state === 'ready' ? [] : [`it is not ready: ${ready.text}`]),
      ...fresh.slice(0, 10).map((line) => `it wrote: ${line.slice(0, 600)}`),
      ...leaked.map((secret) => `its log has a secret (${secret.slice(0, 4)}…)`),
    ];
  }

  /** What is wrong with somebody who waits for a link to be pressed: it was not, so they are locked and still asked. */
  async mailedIsNotHelped(): Promise<string | undefined> {
    if ((await this.directory.signIn('mailed', 'password-of-mailed')) !== 423)
      return 'an account was unlocked, and nobody had pressed its link';
    const page = await (await fetch(this.linkTo('Yes'))).text();
    return page.includes('name="press"')
      ? undefined
      : `a question was answered, and nobody had pressed its link: ${page}`;
  }

  /** The link of one of the mail's buttons. */
  linkTo(name: string): string {
    const url = this.mail.buttons.find(({ label }) => label === name)?.url;
    if (url === undefined) throw new Error(`The mail has no link “${name}”.`);
    return url;
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
    await this.providers.stop();
    await this.#postgres?.stop();
    await rm(this.#server.directory, { recursive: true, force: true });
  }
}

/** The sandbox's, with the other ways into the server beside it. */
function configurationWith(providers: FuzzProviders): string {
  const configuration = sandboxConfiguration({
    people: [...people, ...FuzzProviders.people],
    // Whoever asks for help outside of every chat may come from anywhere.
    more: `network: { trustedProxies: [${proxy}] }`,
  });
  return configuration
    .replace('  desk:', `${providers.entries}  desk:`)
    .replace('channels: [web]', 'channels: [web, email, slack, teams]');
}

async function chatCookie(url: string, person: string): Promise<string> {
  const answer = await fetch(`${url}/connectors/web/persona`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
