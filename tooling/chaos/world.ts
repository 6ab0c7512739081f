import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../real-servers/free-port.ts';
import { runCommand } from '../real-servers/run-command.ts';
import { type OpenedDatabase, openDatabase, sandboxConfiguration, temporaryDirectory } from '../testing/index.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import type { Cluster } from './cluster.ts';
import { Seat } from './seat.ts';

export type DatabaseKind = 'embedded' | 'postgres';

export interface WorldOptions {
  /** Undefined: every server brings its own, embedded database. */
  readonly cluster: Cluster | undefined;
  readonly servers: 1 | 2;
  /** Logins. */
  readonly people: readonly string[];
}

const commandLine = fileURLToPath(new URL('../../apps/server/dist/cli/main.js', import.meta.url));

/** An installation with people in it: its servers, its database, and the one address everybody knows. */
export class World {
  readonly seats: readonly Seat[];
  readonly cluster: Cluster | undefined;
  readonly #directory: string;
  readonly #database: string | undefined;
  readonly #balancer: Balancer | undefined;

  private constructor(parts: {
    readonly seats: readonly Seat[];
    readonly cluster: Cluster | undefined;
    readonly directory: string;
    readonly database: string | undefined;
    readonly balancer: Balancer | undefined;
  }) {
    this.seats = parts.seats;
    this.cluster = parts.cluster;
    this.#directory = parts.directory;
    this.#database = parts.database;
    this.#balancer = parts.balancer;
  }

  /** Prepares everything; nothing runs yet. */
  static async build({ cluster, servers, people }: WorldOptions): Promise<World> {
    const directory = temporaryDirectory();
    const configuration = sandboxConfiguration({ people });
    const database = await cluster?.createDatabase();
    const environment: Record<string, string> = database === undefined ? {} : { DATABASE_URL: database };
    const seats: Seat[] = [];
    for (let index = 0; index < servers; index += 1)
      seats.push(new Seat(await freePort(), { configuration, directory, environment }));
    const balancer = servers === 1 ? undefined : await startBalancer(seats.map(({ port }) => port));
    return new World({ seats, cluster, directory, database, balancer });
  }

  /** Where people go. */
  get url(): string {
    return this.#balancer?.url ?? this.seats[0]?.url ?? '';
  }

  async start(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.stop()));
  }

  /** What the API of any server that is up answers. */
  async ask(path: string): Promise<unknown> {
    let failure: unknown;
    for (const seat of this.seats) {
      try {
        return await seat.ask(path);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  /** Looks into the database. The embedded one only while no server runs. */
  look(): Promise<OpenedDatabase> {
    return openDatabase(
      this.#database === undefined ? { dataDirectory: join(this.#directory, 'data') } : { url: this.#database },
    );
  }

  /** Effects that are to be performed and are not yet. The embedded database only while no server runs. */
  async unfinished(): Promise<readonly { readonly login: string; readonly type: string }[]> {
    const database = await this.look();
    try {
      return await database.rows(
        `select person.login, effect.body ->> 'type' as type from effect join person on person.id = effect.person_id
         where effect.status = 'intent' and effect.body ->> 'type' <> 'timer'`,
      );
    } finally {
      await database.close();
    }
  }

  /** What `access-account audit verify` finds, with every server stopped: nothing, when all is well. */
  async auditFindings(): Promise<string> {
    const { code, stdout, stderr } = await runCommand({
      command: process.execPath,
      arguments: [commandLine, '--config', join(this.#directory, 'access-account.yaml'), 'audit', 'verify'],
      environment: this.#database === undefined ? {} : { DATABASE_URL: this.#database },
    });
    return code === 0 ? '' : `exit code ${code}: ${stdout}${stderr}`;
  }

  /** Ends what still runs and removes everything. */
  async remove(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.kill()));
    await this.#balancer?.close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
