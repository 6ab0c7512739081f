import { randomUUID } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Call, Clock, Logger } from '@access-account/contract';
import { Access } from './access/access.ts';
import { AttackMode } from './attack/attack-mode.ts';
import { AttackWatch } from './attack/attack-watch.ts';
import { AuditLog } from './audit/audit-log.ts';
import { recordConfiguration } from './audit/record-configuration.ts';
import { Sealer } from './audit/sealer.ts';
import { type AuditVerdict, verifyAudit } from './audit/verify-audit.ts';
import { Witness } from './audit/witness.ts';
import { newWitnessFile, witnessFiles } from './audit/witness-files.ts';
import { isLoopback } from './config/is-loopback.ts';
import type { Configuration } from './config/load-configuration.ts';
import { Desk } from './desk/desk.ts';
import { Expiry } from './expiry/expiry.ts';
import { childLogger } from './logger.ts';
import { Metrics } from './metrics.ts';
import { Troubles } from './operators/troubles.ts';
import { Parked } from './parked.ts';
import { Pauses } from './pauses.ts';
import { PeopleMerge } from './people/merge-people.ts';
import { namesAmong } from './people/names-among.ts';
import { ProviderBudgets } from './registry/budget/provider-budgets.ts';
import { ConnectorRegistry } from './registry/connector-registry.ts';
import { connectConnector, type LoadedConnector, loadConnectors, notYetConnected } from './registry/load-connectors.ts';
import { outboundFetch } from './registry/outbound-fetch.ts';
import { Replica, type Role } from './replica.ts';
import { buildRoad } from './road/build-road.ts';
import type { Road } from './road/road.ts';
import { Wake } from './road/wake.ts';
import { StartError } from './start-error.ts';
import type { Database } from './storage/database.ts';
import { DatabaseStores } from './storage/database-store.ts';
import { type Keys, loadKeys } from './storage/keys.ts';
import { openDatabase } from './storage/open-database.ts';
import { vacuum } from './storage/vacuum.ts';
import { SecondReader } from './understanding/second-reader.ts';
import { ChannelListener } from './watch/channel-listener.ts';
import { DeskAnswers } from './watch/desk-answers.ts';
import { DoubleSweep } from './watch/double-sweep.ts';
import { LockoutWatcher } from './watch/lockout-watcher.ts';
import { PollSoon } from './watch/poll-soon.ts';

export type ProductState = 'starting' | 'ready' | 'degraded' | 'stopping';

/** Milliseconds between two looks for cases with something due, for those of ours that slipped out of hand, and between two checks of all connectors. */
const sweepEvery = 1000;
const reconcileEvery = 10_000;
const checkEvery = 60_000;
const vacuumEvery = 60_000;
/** Milliseconds between two looks whether the daily sweep for doubled tickets is due. */
const doublesEvery = 60_000;
/** Milliseconds between two looks at what needs a human: whoever is told hears of it within half a minute. */
const troublesEvery = 5000;
/** Milliseconds between two looks at what other desks have dealt with. */
const deskAnswersEvery = 60_000;
/** Milliseconds the start waits for connectors. */
const connectPatience = 3000;

const clock: Clock = { now: () => new Date() };

/** Everything that runs, and the order in which it starts and stops. */
export class Product {
  readonly metrics = new Metrics();
  readonly registry = new ConnectorRegistry();
  readonly configuration: Configuration;
  readonly logger: Logger;
  /** Whether no real directory is connected. */
  readonly onlySandbox: boolean;
  readonly sandbox: boolean;
  readonly access: Access;
  readonly database: Database;
  readonly keys: Keys;
  readonly witness: Witness;
  readonly sealer: Sealer;
  readonly replica: Replica;
  readonly parked: Parked;
  readonly pauses: Pauses;
  readonly merges: PeopleMerge;
  readonly road: Road;
  /** Undefined: no model is configured. */
  readonly secondReader: SecondReader | undefined;
  readonly audit: AuditLog;
  readonly desk: Desk;
  readonly expiry: Expiry;
  readonly doubles: DoubleSweep;
  readonly deskAnswers: DeskAnswers;
  readonly troubles: Troubles;
  readonly attacks: AttackWatch;
  readonly #loaded: readonly LoadedConnector[];
  readonly #stores: DatabaseStores;
  readonly #budgets: ProviderBudgets;
  readonly #wake: Wake;
  readonly #watcher: LockoutWatcher;
  readonly #listener: ChannelListener;
  readonly #pollSoon: PollSoon;
  /** Streams end, nothing new is begun. */
  readonly #goodbye = new AbortController();
  /** Calls that still wait are left. */
  readonly #ended = new AbortController();
  readonly #connecting = new Set<string>();
  readonly #timers: NodeJS.Timeout[] = [];
  #sweep: Promise<void> = Promise.resolve();
  #state: ProductState = 'starting';
  #started = false;
  /** Where it listens, once it does. */
  #port: number | undefined;

  private constructor(parts: {
    readonly configuration: Configuration;
    readonly logger: Logger;
    readonly loaded: readonly LoadedConnector[];
    readonly sandbox: boolean;
    readonly database: Database;
    readonly stores: DatabaseStores;
    readonly budgets: ProviderBudgets;
    readonly keys: Keys;
    readonly witness: Witness;
    readonly role: Role;
  }) {
    const { configuration, logger, database, keys, witness } = parts;
    this.configuration = configuration;
    this.logger = logger;
    this.sandbox = parts.sandbox;
    this.database = database;
    this.keys = keys;
    this.witness = witness;
    this.#loaded = parts.loaded;
    this.#stores = parts.stores;
    this.#budgets = parts.budgets;
    this.sealer = new Sealer({ database, key: keys.audit, witness, logger });
    this.replica = new Replica({ database, logger, role: parts.role, onLost: () => this.road.forget() });
    this.#wake = new Wake(database);
    const audit = new AuditLog({ key: keys.audit, witness });
    this.audit = audit;
    this.access = new Access({ database, audit, settings: configuration.console, publicUrl: () => this.publicUrl });
    this.pauses = new Pauses({ database, audit });
    this.merges = new PeopleMerge({ database, audit });
    this.parked = new Parked({ database, audit, metrics: this.metrics });
    const identities = parts.loaded.filter(({ definition }) => definition.kind === 'identity');
    this.onlySandbox = identities.length > 0 && identities.every(({ found }) => found.sandbox);
    this.secondReader =
      configuration.model === undefined
        ? undefined
        : new SecondReader({
            settings: configuration.model,
            // To ask for an opinion changes nothing.
            fetch: outboundFetch(() => true),
            logger,
            metrics: this.metrics,
            namesAmong: (words) => namesAmong(words, database),
          });
    const attack = new AttackMode({ settings: configuration.policies.attackMode, database });
    this.road = buildRoad({
      attack,
      onlySandbox: this.onlySandbox,
      configuration,
      logger,
      database,
      keys,
      audit,
      onParked: () => void this.parked.look().catch(() => undefined),
      publicUrl: () => this.publicUrl,
      witness,
      wake: this.#wake,
      replica: this.replica,
      registry: this.registry,
      metrics: this.metrics,
      secondReader: this.secondReader,
      goodbye: this.#goodbye.signal,
      signal: this.#ended.signal,
    });
    this.desk = new Desk({
      database,
      audit,
      registry: this.registry,
      answered: (person, id, event) => this.road.deskAnswered(person, id, event),
    });
    this.expiry = new Expiry({
      configuration,
      database,
      registry: this.registry,
      logger,
      metrics: this.metrics,
      road: this.road,
      replica: this.replica,
      goodbye: this.#goodbye.signal,
    });
    this.#watcher = new LockoutWatcher({
      database,
      registry: this.registry,
      logger,
      replica: this.replica,
      goodbye: this.#goodbye.signal,
      lockouts: (system, lockouts) => this.road.lockouts(system, lockouts),
    });
    this.#listener = new ChannelListener({
      database,
      registry: this.registry,
      logger,
      replica: this.replica,
      goodbye: this.#goodbye.signal,
      deliver: (channel, events) => this.road.deliver(channel, events),
    });
    this.#pollSoon = new PollSoon({ database, logger });
    this.doubles = new DoubleSweep({
      database,
      registry: this.registry,
      audit,
      logger,
      replica: this.replica,
      tickets: configuration.people.tickets,
      goodbye: this.#goodbye.signal,
    });
    this.deskAnswers = new DeskAnswers({
      database,
      registry: this.registry,
      logger,
      replica: this.replica,
      tickets: configuration.people.tickets,
      goodbye: this.#goodbye.signal,
      answered: (person, id, event) => this.road.deskAnswered(person, id, event),
    });
    this.attacks = new AttackWatch({
      mode: attack,
      database,
      audit,
      metrics: this.metrics,
      replica: this.replica,
      operators: configuration.operators,
      incident: (id, event) => this.road.incident(id, event),
      release: (held) => this.road.release(held),
    });
    this.troubles = new Troubles({
      database,
      registry: this.registry,
      sealer: this.sealer,
      witness,
      audit,
      parked: this.parked,
      attack: () => this.attacks.current,
      replica: this.replica,
      to: configuration.operators,
      tell: (id, event, address) => this.road.tellOperators(id, event, address),
    });
  }

  /** Checks the configuration and opens the database. Connectors connect in `start`. @throws ConfigurationError, StartError */
  static async open(configuration: Configuration, logger: Logger, role: Role = 'all'): Promise<Product> {
    const found = await loadConnectors(configuration);
    const loaded = found.filter((one): one is LoadedConnector => 'definition' in one);
    const sandbox = loaded.some((one) => one.found.sandbox);
    if (sandbox && !isLoopback(configuration.host)) {
      throw new StartError({
        summary: `A sandbox directory is configured, and HOST is ${configuration.host}.`,
        remedy: 'The sandbox only listens on loopback: leave HOST alone, or configure a real identity system.',
      });
    }
    if (role !== 'all' && configuration.database === 'embedded') {
      throw new StartError({
        summary: `The embedded database has one server, and that cannot be a ${role} alone.`,
        remedy: 'Leave --role away, or let several servers share a PostgreSQL by DATABASE_URL.',
      });
    }
    const keys = loadKeys({ key: configuration.audit.key, dataDirectory: configuration.dataDirectory });
    const database = await openDatabase({
      address: configuration.database,
      dataDirectory: configuration.dataDirectory,
      logger,
    });
    const place = { dataDirectory: configuration.dataDirectory, embedded: database.embedded };
    const witness = await Witness.open(newWitnessFile(place), await witnessFiles(place));
    const stores = await DatabaseStores.open(database);
    const budgets = await ProviderBudgets.open({ database, logger });
    const product = new Product({
      configuration,
      logger,
      loaded,
      sandbox,
      database,
      stores,
      budgets,
      keys,
      witness,
      role,
    });
    for (const one of found) product.registry.set('definition' in one ? notYetConnected(one) : one);
    return product;
  }

  get state(): ProductState {
    if (this.#state !== 'ready') return this.#state;
    const healthy = this.registry.health().every(({ state }) => state === 'ready');
    const isAudited = this.sealer.broken === null && this.witness.failure === null;
    return healthy && isAudited && this.parked.count === 0 && this.troubles.undelivered === 0 ? 'ready' : 'degraded';
  }

  /** Aborted when the product says goodbye. */
  get signal(): AbortSignal {
    return this.#goodbye.signal;
  }

  get publicUrl(): string {
    const { publicUrl, host, port } = this.configuration;
    // With PORT=0 the port is known only once it listens; connectors are connected after that.
    return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${this.#port ?? port}`;
  }

  /** Where operators sign in to the console; null: nobody can. */
  get signInAddress(): string | null {
    return this.configuration.console.signIn === undefined ? null : `${this.publicUrl}/console/sign-in`;
  }

  /** Holds the audit against its key, every witness in the data directory and the files of others. */
  async verifyAudit(others: readonly string[] = []): Promise<AuditVerdict> {
    const { database, keys, configuration } = this;
    const own = await witnessFiles({ dataDirectory: configuration.dataDirectory, embedded: database.embedded });
    return verifyAudit({ database, key: keys.audit, witnesses: [...own, ...others] });
  }

  /** Connects the connectors, then lets people and lockouts in. */
  async start(): Promise<void> {
    if (this.database.embedded) {
      // Whoever held these is dead: the directory lock is ours.
      await this.database.run('update watch set lease_by = null, lease_until = null where lease_by is not null');
    }
    this.#started = true;
    void this.secondReader?.warm().catch(() => undefined);
    await this.replica.start();
    const { configuration, database } = this;
    await recordConfiguration({ configuration, database, audit: this.audit }).catch((error: Error) =>
      this.logger.warn('the configuration could not be recorded', { reason: error.message }),
    );
    // One that hangs makes nobody wait for the others: it is told of as missing, and joins when it is connected.
    await Promise.race([this.connect(), delay(connectPatience, undefined, { ref: false })]);
    if (this.#goodbye.signal.aborted) return;
    await this.#wake.listen(() => this.replica.id, {
      look: (person, helpCase) => void this.road.lookAgain(person, helpCase).catch(() => undefined),
      sweep: () => void this.road.sweep().catch(() => undefined),
    });
    await this.#pollSoon.listen((connector) => this.#watcher.soon(connector));
    this.sealer.start();
    this.#every(sweepEvery, () => this.road.sweep());
    this.#every(reconcileEvery, () => this.road.reconcile());
    this.#every(checkEvery, () => this.#checkConnectors());
    this.#every(troublesEvery, () => this.attacks.round());
    this.#every(troublesEvery, () => this.troubles.round());
    if (this.database.embedded) this.#every(vacuumEvery, () => vacuum(this.database));
    this.#state = 'ready';
    for (const { name } of this.#loaded) this.#watch(name);
    if (this.replica.works) {
      this.expiry.start();
      this.#every(doublesEvery, async () => void (await this.doubles.round()));
      this.#every(deskAnswersEvery, async () => void (await this.deskAnswers.round()));
    }
    void this.#checkConnectors();
  }

  /** Connects every connector; one that does not is known to be missing, with its reason. */
  async connect(): Promise<void> {
    await Promise.all(this.#loaded.map((loaded) => this.#connect(loaded)));
  }

  /** Writes the file by which the command line finds this server: its owner alone can read it. */
  announce(port: number): void {
    const file = operatorFile(this.configuration.dataDirectory);
    this.#port = port;
    writeFileSync(file, JSON.stringify({ url: `http://127.0.0.1:${port}`, token: this.access.operatorToken }), {
      mode: 0o600,
    });
    chmodSync(file, 0o600);
  }

  /** Says goodbye: streams end, connectors are told. Called before HTTP closes. */
  goodbye(): void {
    this.#state = 'stopping';
    this.#goodbye.abort();
  }

  /** Watchers, HTTP (closed by now), jobs, seal, database: in this order nothing is begun that cannot be finished. */
  async stop(): Promise<void> {
    this.goodbye();
    for (const timer of this.#timers) clearInterval(timer);
    await this.expiry.stop();
    await this.#listener.stop();
    await this.#watcher.stop();
    await this.#sweep.catch(() => undefined);
    await this.doubles.stop();
    await this.deskAnswers.stop();
    await this.road.finish();
    if (this.#started) await this.replica.stop().catch(() => undefined);
    this.#ended.abort();
    await this.registry.close();
    await this.#budgets.close();
    await this.sealer.stop();
    await this.witness.close();
    if (this.#port !== undefined) rmSync(operatorFile(this.configuration.dataDirectory), { force: true });
    await this.database.close();
  }

  async #connect(loaded: LoadedConnector): Promise<void> {
    if (this.#connecting.has(loaded.name)) return;
    this.#connecting.add(loaded.name);
    await connectConnector(loaded, {
      configuration: this.configuration,
      registry: this.registry,
      metrics: this.metrics,
      budgets: this.#budgets,
      clock,
      loggerFor: (connector) => childLogger(this.logger, { connector }),
      storeFor: (connector) => this.#stores.of(connector),
      publicUrl: this.publicUrl,
      sandbox: this.sandbox,
      signal: this.#goodbye.signal,
      mayChange: () => this.replica.isAlive(),
      onPollSoon: (connector) => void this.#pollSoon.send(connector),
      onRecovered: (connector) => void this.road.recovered(connector).catch(() => undefined),
    });
    this.#connecting.delete(loaded.name);
    if (this.#state === 'ready') this.#watch(loaded.name);
  }

  /** Looks for lockouts, and for what runs out, in an identity system from now on; listens to a channel that sends no webhooks. */
  #watch(connector: string): void {
    if (!this.replica.works) return;
    this.#listener.watch(connector);
    const system = this.registry.ready('identity', connector);
    if (system === undefined) return;
    this.#watcher.watch(system);
    this.expiry.watch(system);
  }

  /** Tries what did not connect again, and asks what did how it is. */
  async #checkConnectors(): Promise<void> {
    if (this.#goodbye.signal.aborted) return;
    await this.parked.look();
    const missing = this.#loaded.filter(({ name }) => this.registry.get(name)?.state === 'missing');
    await Promise.all(missing.map((loaded) => this.#connect(loaded)));
    await this.registry.check(() => this.call());
  }

  /** A call on behalf of an operator. */
  readonly call = (): Call => {
    return {
      signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(10_000)]),
      idempotencyKey: randomUUID(),
      repeated: false,
      actor: { kind: 'operator' },
      logger: this.logger,
    };
  };

  #every(milliseconds: number, run: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      const round = run()
        .catch((error: Error) => this.logger.warn('a periodic task failed', { reason: error.message }))
        .finally(() => {
          busy = false;
        });
      this.#sweep = this.#sweep.then(() => round);
    }, milliseconds);
    this.#timers.push(timer);
  }
}

export function operatorFile(dataDirectory: string): string {
  return join(dataDirectory, 'operator.json');
}
