import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type StandIn, signedRequest, standInConfiguration } from '../stand-in/index.ts';
import { type ServerProcess, startServer, temporaryDirectory } from '../testing/index.ts';
import type { BenchDirectory } from './bench-directory.ts';
import type { PostOptions } from './http-load.ts';

export interface InstallOptions {
  readonly standIn: StandIn;
  readonly directory: BenchDirectory;
  /** postgres://…; undefined: the embedded database. */
  readonly database: string | undefined;
  readonly processes?: number;
  /** What stands in front of the desk; the stand-in itself unless given. */
  readonly deskUrl?: string;
  /** Between two polls, such as `1s`. */
  readonly pollEvery?: string;
  /** Between two looks at who changed, such as `5m`. */
  readonly listEvery?: string;
  /** Identity connectors that stand in the configuration, instead of the directory or beside it. */
  readonly identities?: {
    readonly connectors: Readonly<Record<string, unknown>>;
    /** Whether the directory is one of them. */
    readonly withDirectory: boolean;
  };
  /** The configuration of a mailbox; with it, people are told by mail and by nothing else. */
  readonly mailbox?: object;
  /** What the configuration says below `policies`. */
  readonly policies?: Readonly<Record<string, unknown>>;
  /** Whose conversation is told what needs a human; absent: nobody's. */
  readonly operator?: string;
}

/** Milliseconds until everything is connected. */
const patience = 60_000;

/**
 * The product as an operator installs it: the built server, a real directory, a chat whose clicks are signed, a desk.
 * Audit, tickets and read-backs are on.
 */
export class Product {
  readonly #options: InstallOptions;
  readonly #folder = temporaryDirectory();
  readonly #configuration: string;
  readonly #secret: string;
  #servers: readonly ServerProcess[] = [];
  #turn = 0;

  constructor(options: InstallOptions) {
    this.#options = options;
    const { standIn, directory, pollEvery = '1s', listEvery = '5m', policies = {}, operator } = options;
    const { url } = standIn;
    const { deskUrl = url } = options;
    const { slapd } = directory;
    // Written for its connector packages; the directory is another one here.
    this.#secret = standInConfiguration({ directory: this.#folder, url }).secret;
    const ldap = {
      directory: 'openldap',
      url: slapd.url,
      baseDn: slapd.baseDn,
      defaultPolicyDn: slapd.defaultPolicyDn,
      bindDn: slapd.service.bindDn,
      password: '${env:DIRECTORY_PASSWORD}',
    };
    const { connectors: others, withDirectory } = options.identities ?? { connectors: {}, withDirectory: true };
    const connector = {
      package: '@access-account/identity-ldap',
      poll: { every: pollEvery },
      list: { every: listEvery },
      config: ldap,
    };
    const { mailbox } = options;
    const [main = 'directory'] = withDirectory ? ['directory'] : Object.keys(others);
    // JSON is YAML too.
    this.#configuration = JSON.stringify({
      dataDirectory: 'data',
      connectors: {
        ...(withDirectory ? { directory: connector } : {}),
        ...others,
        chat: { package: 'stand-in-chat', config: { url, secret: '${file:stand-in-secret}' } },
        ...(mailbox === undefined ? {} : { mail: { package: '@access-account/channel-email', config: mailbox } }),
        desk: { package: 'stand-in-desk', config: { url: deskUrl } },
      },
      people: { mainIdentity: main, channels: [mailbox === undefined ? 'chat' : 'mail'], tickets: 'desk' },
      ...(operator === undefined ? {} : { operators: { channel: 'chat', conversation: `with-${operator}` } }),
      // Many are locked at once here, to see how fast all of them are told.
      policies: { attackMode: { enabled: false }, ...policies },
    });
  }

  get folder(): string {
    return this.#folder;
  }

  get database(): string | undefined {
    return this.#options.database;
  }

  /** Of its first process. */
  get url(): string {
    return this.#servers[0]?.url ?? '';
  }

  get pids(): readonly number[] {
    return this.#servers.map(({ pid }) => pid);
  }

  /** Starts every process, one after the other as in a rolling start. Resolves to the milliseconds the last one took until everything was connected. */
  async start(): Promise<number> {
    const { database, directory, processes = 1 } = this.#options;
    const environment = {
      DIRECTORY_PASSWORD: directory.slapd.service.password,
      ...(database === undefined ? {} : { DATABASE_URL: database }),
    };
    let took = 0;
    for (let index = 0; index < processes; index += 1) {
      const begun = performance.now();
      const server = await startServer({ configuration: this.#configuration, directory: this.#folder, environment });
      this.#servers = [...this.#servers, server];
      await connected(server.url);
      took = performance.now() - begun;
    }
    return took;
  }

  /** A click on the button with this token, signed now; the processes take turns. */
  click(login: string, token: string): PostOptions {
    const { path, headers, body } = signedRequest(this.#secret, { event: randomUUID(), user: login, token });
    const server = this.#servers[this.#turn++ % this.#servers.length];
    return { url: `${server?.url}${path}`, headers, body };
  }

  /** Effects that came to an end since the start, of every process. */
  async finishedEffects(): Promise<number> {
    const metrics = await Promise.all(this.#servers.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    const counts = metrics.join('\n').matchAll(/^access_account_effects_finished_total\{(.*)\} (\d+)$/gm);
    return [...counts].reduce((sum, [, labels, n]) => sum + (labels?.includes('status="later"') ? 0 : Number(n)), 0);
  }

  async stop(): Promise<void> {
    const codes = await Promise.all(this.#servers.map((server) => server.stop()));
    const logs = this.#servers.map((server) => server.log()).join('\n');
    this.#servers = [];
    if (codes.some((code) => code !== 0)) throw new Error(`A server ended with ${codes.join(', ')}:\n${logs}`);
  }

  /** Ends whatever still runs and removes everything it kept. */
  async remove(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.kill()));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function connected(url: string): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const health = (await (await fetch(`${url}/readyz`)).json()) as { readonly status: string };
    if (health.status === 'ready') return;
    if (performance.now() > deadline) throw new Error(`The server is still ${JSON.stringify(health)}.`);
    await delay(10);
  }
}
