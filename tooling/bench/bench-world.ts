import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Postgres, startPostgres } from '../real-servers/postgres.ts';
import { type StandIn, startStandIn } from '../stand-in/index.ts';
import { BenchDirectory } from './bench-directory.ts';
import { ChatFollower } from './chat-follower.ts';
import { type ChatSink, startChatSink } from './chat-sink.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { type InstallOptions, Product } from './product.ts';
import { type Reference, type ReferenceName, startReference } from './reference-process.ts';

/** What references are asked with. */
export const secret = 'the references and the bench know this one';

/** People of one directory: enough that no two directories share one. */
const peoplePerDirectory = 500_000;
/** Milliseconds by which a connection that is reset may be noticed before the end of who reset it. */
const endsWithin = 1000;

/** Everything the product and the references stand on, the same for all: one durable PostgreSQL, one chat, a directory each. */
export class BenchWorld {
  readonly standIn: StandIn;
  readonly follower: ChatFollower;
  /** Slack's own API, for who speaks nothing else. */
  readonly sink: ChatSink;
  /** Where mails go. */
  readonly mails: MailSink;
  readonly #folder: string;
  readonly #postgres: Postgres;
  readonly #endings: (() => Promise<void>)[] = [];
  /** Rejects when a reference ends by itself. */
  readonly #broken = Promise.withResolvers<never>();
  #databases = 0;
  #directories = 0;

  private constructor(parts: {
    folder: string;
    postgres: Postgres;
    standIn: StandIn;
    sink: ChatSink;
    mails: MailSink;
  }) {
    this.#folder = parts.folder;
    this.#postgres = parts.postgres;
    this.standIn = parts.standIn;
    this.sink = parts.sink;
    this.mails = parts.mails;
    this.follower = new ChatFollower(parts.standIn);
    this.#broken.promise.catch(() => undefined);
  }

  static async start(): Promise<BenchWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'access-account-bench-'));
    const [postgres, standIn, sink, mails] = await Promise.all([
      startPostgres({ directory: folder, durable: true }),
      startStandIn({ population: 9_999_999 }),
      startChatSink(),
      startMailSink(),
    ]);
    return new BenchWorld({ folder, postgres, standIn, sink, mails });
  }

  /** postgres://… of a fresh, empty database. */
  createDatabase(): Promise<string> {
    this.#databases += 1;
    return this.#postgres.createDatabase(`bench_${this.#databases}`);
  }

  async directory(): Promise<BenchDirectory> {
    this.#directories += 1;
    const directory = await BenchDirectory.start(1 + peoplePerDirectory * (this.#directories - 1));
    this.#endings.push(() => directory.slapd.stop());
    return directory;
  }

  /** The product, installed and not started. */
  async product(
    options: Omit<InstallOptions, 'standIn' | 'database'> & { readonly kind: 'postgres' | 'embedded' },
  ): Promise<Product> {
    const { kind, ...others } = options;
    const database = kind === 'postgres' ? await this.createDatabase() : undefined;
    const product = new Product({ standIn: this.standIn, database, ...others });
    this.#endings.push(() => product.remove());
    return product;
  }

  async reference(name: ReferenceName, directory: BenchDirectory): Promise<Reference> {
    const { url, service } = directory.slapd;
    const folder = await mkdtemp(join(tmpdir(), 'access-account-bench-'));
    this.#endings.push(() => rm(folder, { recursive: true, force: true }));
    const reference = await startReference(name, {
      secret,
      database: await this.createDatabase(),
      ldap: { url, ...service, peopleDn: directory.peopleDn },
      chat: name === 'peer-homemade-bot' ? this.sink.url : `${this.standIn.url}/chat`,
      smtp: this.mails.port,
      folder,
    });
    this.#endings.push(() => reference.stop());
    reference.ended.catch(this.#broken.reject);
    return reference;
  }

  /** What comes of a measurement. When a reference ends meanwhile, rejects with why, and not with what that broke. */
  async during<Result>(measurement: Promise<Result>): Promise<Result> {
    try {
      return await Promise.race([measurement, this.#broken.promise]);
    } catch (error) {
      return await Promise.race([this.#broken.promise, delay(endsWithin).then(() => Promise.reject(error))]);
    }
  }

  /** Ends and removes everything, the last started first. */
  async end(): Promise<void> {
    for (const end of this.#endings.toReversed()) await end();
    await this.follower.stop();
    await Promise.all([this.standIn.stop(), this.sink.close(), this.mails.close(), this.#postgres.stop()]);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
