import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../real-servers/free-port.ts';
import { type HttpFaultProxy, startHttpFaultProxy } from '../real-servers/http-fault-proxy.ts';
import { runCommand } from '../real-servers/run-command.ts';
import { type OtherDesk, type StandIn, standInConfiguration, startStandIn } from '../stand-in/index.ts';
import { temporaryDirectory } from '../testing/index.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { Cluster } from './cluster.ts';
import type { Place } from './places.ts';
import { Seat } from './seat.ts';
import { SmallDisk } from './small-disk.ts';
import { WallClock } from './wall-clock.ts';

export type DatabaseKind = 'embedded' | 'postgres';
export const providers = ['directory', 'chat', 'desk'] as const;
export type Provider = (typeof providers)[number];

export interface WorldOptions {
  readonly database: DatabaseKind;
  readonly place: Place;
  /** Between two polls of the directory; short, unless given, so that people do not spend most of a story waiting to be noticed. */
  readonly pollEvery?: string;
  /** Another desk than the stand-in's: its address, and the connector for whatever stands in front of it. */
  readonly desk?: { readonly url: string; connector(url: string): OtherDesk };
  /** YAML of `policies.attackMode`; switched off unless given, for everybody is locked here. */
  readonly attackMode?: string;
  /** Milliseconds that the providers keep a connection that nobody uses; a minute unless given. */
  readonly keepAlive?: number;
}

const commandLine = fileURLToPath(new URL('../../apps/server/dist/cli/main.js', import.meta.url));
/** As many people as will ever be needed: they cost nothing until something happens to them. */
const population = 1_000_000;

interface Parts {
  readonly directory: string;
  readonly standIn: StandIn;
  readonly proxies: Readonly<Record<Provider, HttpFaultProxy>>;
  readonly secret: string;
  readonly seats: readonly Seat[];
  readonly balancer: Balancer | undefined;
  readonly cluster: Cluster | undefined;
  readonly database: string | undefined;
  readonly disk: SmallDisk | undefined;
  /** Where the embedded database lies when that is not on the disk that is filled. */
  readonly databaseDisk: SmallDisk | undefined;
  readonly clock: WallClock | undefined;
}

/** A ticket as `/api/v1/tickets` tells of it. */
interface KnownTicket {
  readonly person: string;
  readonly status: string;
  readonly filed: string | null;
}

/** An installation: its servers, its database, the providers it speaks to, and everything that can break between them. */
export class World {
  readonly #parts: Parts;
  #people = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Prepares everything; no server runs yet. */
  static async build({
    database,
    place,
    pollEvery = '100ms',
    desk,
    keepAlive,
    attackMode = '{ enabled: false }',
  }: WorldOptions): Promise<World> {
    const directory = temporaryDirectory();
    const dataDirectory = join(directory, 'data');
    const disk =
      place.disk === undefined
        ? undefined
        : await SmallDisk.mount({ folder: dataDirectory, megabytes: place.disk.megabytes });
    const databaseDisk =
      place.disk?.databaseElsewhere === undefined
        ? undefined
        : await SmallDisk.mount({ folder: join(dataDirectory, 'database'), megabytes: 512 });
    const clock = place.clock ? await WallClock.hang(directory) : undefined;
    const cluster = database === 'postgres' ? await Cluster.start() : undefined;
    const address = await cluster?.createDatabase();
    const standIn = await startStandIn({ population });
    const proxies = {
      directory: await startHttpFaultProxy(standIn.url, keepAlive),
      chat: await startHttpFaultProxy(standIn.url, keepAlive),
      desk: await startHttpFaultProxy(desk?.url ?? standIn.url, keepAlive),
    };
    const urls = { directory: proxies.directory.url, chat: proxies.chat.url, desk: proxies.desk.url };
    const { configuration, secret } = standInConfiguration({
      directory,
      dataDirectory,
      url: standIn.url,
      urls,
      pollEvery,
      // The provider keeps the true time: for a server whose clock runs ahead, its locks are days old.
      ...(clock === undefined ? {} : { lookBack: '60d' }),
      ...(desk === undefined ? {} : { desk: desk.connector(urls.desk) }),
      // The chat of the stand-in knows buttons and no forms, and proves by its signature who presses them.
      // Everybody loses their phone within the hour here.
      more: `policies: { attackMode: ${attackMode}, mfaReset: { verification: chat, modes: [all] }, caution: { resets: { perOrganisation: { atMost: 1000000 } } } }`,
    });
    const environment = {
      ...(address === undefined ? {} : { DATABASE_URL: address }),
      ...clock?.environment,
    };
    const seats: Seat[] = [];
    for (const role of place.servers) {
      const flags = role === 'all' ? [] : ['--role', role];
      seats.push(new Seat(await freePort(), { configuration, directory, environment, arguments: flags }));
    }
    // Only who serves the web is given people.
    const ports = seats.filter((_, index) => place.servers[index] !== 'worker').map(({ port }) => port);
    const balancer = ports.length === 1 ? undefined : await startBalancer(ports);
    return new World({
      directory,
      standIn,
      proxies,
      secret,
      seats,
      balancer,
      cluster,
      database: address,
      disk,
      databaseDisk,
      clock,
    });
  }

  get standIn(): StandIn {
    return this.#parts.standIn;
  }

  get seats(): readonly Seat[] {
    return this.#parts.seats;
  }

  /** The only server, where there is one. */
  get seat(): Seat {
    return known(this.#parts.seats[0], 'server');
  }

  /** Where its database is: its PostgreSQL, or the data directory with the embedded one. */
  get database(): { readonly url: string } | { readonly dataDirectory: string } {
    const { database, directory } = this.#parts;
    return database === undefined ? { dataDirectory: join(directory, 'data') } : { url: database };
  }

  get cluster(): Cluster {
    return known(this.#parts.cluster, 'PostgreSQL');
  }

  get disk(): SmallDisk {
    return known(this.#parts.disk, 'small disk');
  }

  get clock(): WallClock {
    return known(this.#parts.clock, 'clock');
  }

  proxy(provider: Provider): HttpFaultProxy {
    return this.#parts.proxies[provider];
  }

  /** Where the chat sends what people do. */
  get url(): string {
    return this.#parts.balancer?.url ?? this.seat.url;
  }

  /** What the chat signs with. */
  get secret(): string {
    return this.#parts.secret;
  }

  /** The time here. */
  now(): Date {
    return this.#parts.clock?.now() ?? new Date();
  }

  /** Somebody to whom nothing has happened yet. */
  newLogin(): string {
    this.#people += 1;
    return `person-${this.#people}`;
  }

  async start(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.stop()));
  }

  /** The newest 500 tickets as the product knows them, by its own interface: how they are, and how they are filed. */
  async tickets(): Promise<readonly KnownTicket[]> {
    const { url, token } = JSON.parse(await readFile(join(this.#parts.directory, 'data', 'operator.json'), 'utf8'));
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(new URL('/api/v1/tickets?limit=500', url), { headers });
    return ((await answer.json()) as { readonly tickets: readonly KnownTicket[] }).tickets;
  }

  /** What `access-account audit verify` finds, with every server stopped: nothing, when all is well. */
  async auditFindings(): Promise<readonly string[]> {
    const { directory, database } = this.#parts;
    const { code, stdout, stderr } = await runCommand({
      command: process.execPath,
      arguments: [commandLine, '--config', join(directory, 'access-account.yaml'), 'audit', 'verify'],
      environment: database === undefined ? {} : { DATABASE_URL: database },
    });
    return code === 0 ? [] : [`audit verify ended with ${code}: ${stdout}${stderr}`];
  }

  /** Keeps what the servers wrote where somebody can read it. */
  async keepLog(name: string): Promise<string> {
    const file = join(tmpdir(), `access-account-chaos-${name}.log`);
    await writeFile(file, this.seats.map(({ port, log }) => `== ${port}\n${log}`).join('\n'));
    return file;
  }

  /** Ends what still runs and removes everything. */
  async remove(): Promise<void> {
    const { seats, balancer, proxies, standIn, cluster, disk, databaseDisk, directory } = this.#parts;
    await Promise.all(seats.map((seat) => seat.kill()));
    await balancer?.close();
    await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
    await standIn.stop();
    await cluster?.stop();
    await databaseDisk?.unmount();
    await disk?.unmount();
    await rm(directory, { recursive: true, force: true });
  }
}

function known<Part>(part: Part | undefined, name: string): Part {
  if (part === undefined) throw new Error(`There is no ${name} in this installation.`);
  return part;
}
