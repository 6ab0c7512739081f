import type {
  Clock,
  ConnectContext,
  ConnectorDefinition,
  ConnectorKind,
  HttpRoute,
  Logger,
} from '@access-account/contract';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ConfigurationError, type ConfigurationProblem } from '../config/configuration-error.ts';
import { connectorDefaults } from '../config/configuration-schema.ts';
import type { Configuration } from '../config/load-configuration.ts';
import { choicePage } from '../http/pages/choice-page-address.ts';
import type { Metrics } from '../metrics.ts';
import type { ProviderBudgets } from './budget/provider-budgets.ts';
import { budgetedFetch } from './budgeted-fetch.ts';
import { ConnectorLoadError, type FoundConnector, findConnector } from './connector-manifest.ts';
import type { AnyReadyConnector, ConnectorRegistry, MissingConnector } from './connector-registry.ts';
import { guardedOperations } from './guarded-operations.ts';
import { outboundFetch } from './outbound-fetch.ts';
import { machineTime } from './time.ts';

type Definition = ConnectorDefinition<ConnectorKind, unknown, unknown, object>;

/** A connector whose code is loaded and whose configuration is valid, not yet connected. */
export interface LoadedConnector {
  readonly name: string;
  readonly found: FoundConnector;
  readonly definition: Definition;
  readonly config: unknown;
}

const loadDeadline = 5000;
const connectDeadline = 10_000;

/** A connector whose code is loaded. */
export type DefinedConnector = Omit<LoadedConnector, 'config'>;

/** Loads the definition of every configured connector, and says why of those that do not load. Opens nothing. */
export async function loadDefinitions({
  connectors,
  dataDirectory,
}: Pick<Configuration, 'connectors' | 'dataDirectory'>): Promise<readonly (DefinedConnector | MissingConnector)[]> {
  return Promise.all(
    Object.entries(connectors).map(async ([name, entry]): Promise<DefinedConnector | MissingConnector> => {
      try {
        const found = findConnector(entry.package, dataDirectory);
        return { name, found, definition: await importDefinition(found) };
      } catch (error) {
        const remedy =
          error instanceof ConnectorLoadError ? error.remedy : 'Update the connector, or report this to its author.';
        return missing(name, entry.package, null, (error as Error).message, remedy);
      }
    }),
  );
}

/**
 * Loads the definitions and validates each connector's own configuration. Opens nothing.
 * @throws ConfigurationError when one is invalid: all problems at once.
 */
export async function loadConnectors(
  configuration: Configuration,
): Promise<readonly (LoadedConnector | MissingConnector)[]> {
  const problems: ConfigurationProblem[] = [];
  const loaded: (LoadedConnector | MissingConnector)[] = [];
  for (const one of await loadDefinitions(configuration)) {
    if (!('definition' in one)) {
      loaded.push(one);
      continue;
    }
    const validated = await one.definition.config['~standard'].validate(configuration.connectors[one.name]?.config);
    const { audiences } = configuration.connectors[one.name] ?? connectorDefaults;
    if (one.definition.kind !== 'instructions' && Object.keys(audiences).length > 0) {
      const key = ['connectors', one.name, 'audiences'];
      problems.push({
        line: configuration.lineOf(key),
        key: key.join('.'),
        summary: 'Only an instructions connector has audiences.',
        remedy: 'Give the features under policies an audience.',
      });
    }
    if (validated.issues === undefined) loaded.push({ ...one, config: validated.value });
    else problems.push(...validated.issues.map((issue) => problemOf(configuration, one.name, issue)));
  }
  if (problems.length > 0) throw new ConfigurationError(configuration.file, problems);
  return loaded;
}

function problemOf(
  { lineOf }: Configuration,
  name: string,
  { message, path = [] }: StandardSchemaV1.Issue,
): ConfigurationProblem {
  const keys = path.map((part) => String(typeof part === 'object' ? part.key : part));
  const key = ['connectors', name, 'config', ...keys];
  return {
    line: lineOf(key),
    key: key.join('.'),
    summary: `${message}.`,
    remedy: `\`access-account connectors ${name}\` prints its keys.`,
  };
}

async function importDefinition(found: FoundConnector): Promise<Definition> {
  const exports = await within({
    promise: found.import(),
    milliseconds: loadDeadline,
    message: `${found.package} did not load within ${loadDeadline / 1000} s.`,
  });
  const definitions = Object.values(exports).filter(
    (value): value is Definition => typeof value === 'object' && value !== null && 'specificationVersion' in value,
  );
  const [definition, ...others] = definitions;
  if (definition === undefined || others.length > 0) {
    throw new ConnectorLoadError(
      `${found.package} exports ${definitions.length} connector definitions instead of one.`,
      'Report this to the connector’s author.',
    );
  }
  if (definition.specificationVersion !== 'v1' || definition.kind !== found.kind || definition.id !== found.id) {
    throw new ConnectorLoadError(
      `${found.package} is ${definition.kind}/${definition.id} ${definition.specificationVersion} in its code and ${found.kind}/${found.id} in its manifest.`,
      'Report this to the connector’s author.',
    );
  }
  return definition;
}

/** What a connector is until it is connected: requests for it are told to come again, not that there is no such thing. */
export function notYetConnected({ name, found, definition }: LoadedConnector): MissingConnector {
  return missing(name, found.package, definition.kind, 'is not connected yet.', 'Wait a moment.');
}

export interface ConnectOptions {
  readonly configuration: Configuration;
  readonly registry: ConnectorRegistry;
  readonly metrics: Metrics;
  readonly budgets: ProviderBudgets;
  readonly clock: Clock;
  readonly loggerFor: (connector: string) => Logger;
  readonly storeFor: (connector: string) => ConnectContext['store'];
  readonly publicUrl: string;
  readonly sandbox: boolean;
  readonly signal: AbortSignal;
  /** Whether this server may still change anything. */
  readonly mayChange: () => boolean;
  /** A provider called: the connector wants its system polled now. */
  readonly onPollSoon: (connector: string) => void;
  /** A system that was left alone answers again. */
  readonly onRecovered: (connector: string) => void;
}

/** Connects one loaded connector and puts it into the registry, ready or missing. */
export async function connectConnector(loaded: LoadedConnector, options: ConnectOptions): Promise<void> {
  const { name, found, definition, config } = loaded;
  const { configuration, registry, metrics, clock } = options;
  const { budget: limits, poll, list } = configuration.connectors[name] ?? connectorDefaults;
  const budget = await options.budgets.of(name, limits.calls === undefined ? null : { ...limits, calls: limits.calls });
  const routes: HttpRoute[] = [];
  const context: ConnectContext = {
    name,
    fetch: budgetedFetch({
      fetch: outboundFetch(options.mayChange),
      budget,
      reserve: limits.reserve,
      rateLimitScope: definition.rateLimitScope ?? 'system',
      clock,
      time: machineTime,
    }),
    clock,
    logger: options.loggerFor(name),
    store: options.storeFor(name),
    httpRoutes: { add: (route) => routes.push(route) },
    publicUrl: options.publicUrl,
    choicePage: (token) => choicePage({ publicUrl: options.publicUrl, channel: name, token }),
    sandbox: options.sandbox,
    configurationDirectory: configuration.directory,
    signal: options.signal,
    pollSoon: () => options.onPollSoon(name),
  };
  const connecting = (async () => definition.connect(config, context))();
  try {
    const connection = await within({
      promise: connecting,
      milliseconds: connectDeadline,
      message: `did not connect within ${connectDeadline / 1000} s.`,
      signal: options.signal,
    });
    if (typeof connection?.check !== 'function' || typeof connection.close !== 'function') {
      throw new ConnectorLoadError(
        'connected to nothing: what `connect` answers has no `check` or no `close`.',
        'Report this to the connector’s author.',
      );
    }
    const { operations, breaker } = guardedOperations(definition, connection.client, {
      system: name,
      atOnce: limits.atOnce,
      budget,
      metrics,
      time: machineTime,
      mayChange: options.mayChange,
    });
    breaker.onReset(() => options.onRecovered(name));
    const own = config as { readonly displayName?: unknown; readonly aliases?: unknown };
    // The definition's kind decides which operations these are; `importDefinition` held it against the manifest.
    registry.set({
      state: 'ready',
      name,
      kind: definition.kind,
      id: definition.id,
      displayName: typeof own.displayName === 'string' ? own.displayName : definition.displayName,
      aliases: Array.isArray(own.aliases) ? own.aliases.map(String) : [],
      pollEvery: poll.every,
      pollGrace: poll.grace,
      maximumLookBack: poll.maximumLookBack,
      listEvery: list.every,
      definition,
      operations,
      connection,
      breaker,
      routes,
      diagnostics: [],
    } as unknown as AnyReadyConnector);
  } catch (error) {
    // A connection that comes after all is nobody's.
    void connecting.then((late) => late.close()).catch(() => undefined);
    const remedy = (error as { remedy?: unknown }).remedy;
    registry.set(
      missing(
        name,
        found.package,
        definition.kind,
        (error as Error).message,
        typeof remedy === 'string' ? remedy : 'Check that the system is reachable and its configuration right.',
      ),
    );
  }
}

function missing(
  name: string,
  packageName: string,
  kind: ConnectorKind | null,
  reason: string,
  remedy: string,
): MissingConnector {
  return { state: 'missing', name, package: packageName, kind, reason, remedy };
}

interface WithinOptions<T> {
  readonly promise: Promise<T>;
  readonly milliseconds: number;
  /** What is said when it takes longer. */
  readonly message: string;
  /** Ends the waiting early. */
  readonly signal?: AbortSignal;
}

async function within<T>({ promise, milliseconds, message, signal }: WithinOptions<T>): Promise<T> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new ConnectorLoadError(message, 'Check what it waits for.')), milliseconds);
  const onAbort = () => reject(new ConnectorLoadError('the server is stopping.', 'Nothing to do.'));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, overdue]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
