import type {
  Clock,
  ConnectContext,
  ConnectorDefinition,
  ConnectorKind,
  HttpRoute,
  Logger,
} from '@access-account/contract';
import { ConfigurationError, type ConfigurationProblem } from '../config/configuration-error.ts';
import type { Configuration } from '../config/load-configuration.ts';
import type { Metrics } from '../metrics.ts';
import { ConnectorLoadError, type FoundConnector, findConnector } from './connector-manifest.ts';
import { type AnyReadyConnector, type ConnectorRegistry, type MissingConnector } from './connector-registry.ts';
import { connectorBreaker, guarded } from './guarded-operation.ts';
import { outboundFetch } from './outbound-fetch.ts';

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

/**
 * Loads every configured connector's definition and validates its configuration. Opens nothing.
 * @throws ConfigurationError when a connector's configuration is invalid: all problems at once.
 */
export async function loadConnectors(
  configuration: Configuration,
): Promise<readonly (LoadedConnector | MissingConnector)[]> {
  const problems: ConfigurationProblem[] = [];
  const loaded = await Promise.all(
    Object.entries(configuration.connectors).map(async ([name, entry]): Promise<LoadedConnector | MissingConnector> => {
      try {
        const found = findConnector(entry.package, configuration.dataDirectory);
        const definition = await importDefinition(found);
        const validated = await definition.config['~standard'].validate(entry.config);
        if (validated.issues !== undefined) {
          for (const issue of validated.issues) {
            const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
            problems.push({
              line: configuration.lineOf(['connectors', name, 'config', ...path]),
              key: ['connectors', name, 'config', ...path].join('.'),
              summary: `${issue.message}.`,
              remedy: `See the keys of ${entry.package}: access-account connectors ${name}`,
            });
          }
          return missing(
            name,
            entry.package,
            found.kind,
            'its configuration is invalid.',
            'Correct the configuration.',
          );
        }
        return { name, found, definition, config: validated.value };
      } catch (error) {
        const remedy =
          error instanceof ConnectorLoadError ? error.remedy : 'Update the connector, or report this to its author.';
        return missing(name, entry.package, null, (error as Error).message, remedy);
      }
    }),
  );
  if (problems.length > 0) throw new ConfigurationError(configuration.file, problems);
  return loaded;
}

async function importDefinition(found: FoundConnector): Promise<Definition> {
  const exports = await within(
    found.import(),
    loadDeadline,
    `${found.package} did not load within ${loadDeadline / 1000} s.`,
  );
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

export interface ConnectOptions {
  readonly configuration: Configuration;
  readonly registry: ConnectorRegistry;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly loggerFor: (connector: string) => Logger;
  readonly storeFor: (connector: string) => ConnectContext['store'];
  readonly publicUrl: string;
  readonly sandbox: boolean;
  readonly signal: AbortSignal;
}

/** Connects one loaded connector and puts it into the registry, ready or missing. */
export async function connectConnector(loaded: LoadedConnector, options: ConnectOptions): Promise<void> {
  const { name, found, definition, config } = loaded;
  const { configuration, registry, metrics } = options;
  const routes: HttpRoute[] = [];
  const context: ConnectContext = {
    name,
    fetch: outboundFetch,
    clock: options.clock,
    logger: options.loggerFor(name),
    store: options.storeFor(name),
    httpRoutes: { add: (route) => routes.push(route) },
    publicUrl: options.publicUrl,
    sandbox: options.sandbox,
    configurationDirectory: configuration.directory,
    signal: options.signal,
  };
  try {
    const connection = await within(
      definition.connect(config, context),
      connectDeadline,
      `did not connect within ${connectDeadline / 1000} s.`,
    );
    const breaker = connectorBreaker();
    const operations = Object.fromEntries(
      Object.entries(definition.operations(connection.client)).map(([operation, run]) => [
        operation,
        guarded(run as Parameters<typeof guarded>[0], {
          system: name,
          operation,
          idempotency: (definition.idempotency as Record<string, 'key' | 'readback' | 'none'>)[operation] ?? 'none',
          breaker,
          metrics,
        }),
      ]),
    );
    const own = config as { readonly displayName?: unknown; readonly aliases?: unknown };
    registry.set({
      state: 'ready',
      name,
      kind: definition.kind,
      id: definition.id,
      displayName: typeof own.displayName === 'string' ? own.displayName : definition.displayName,
      aliases: Array.isArray(own.aliases) ? own.aliases.map(String) : [],
      pollEvery: configuration.connectors[name]?.poll.every ?? 30_000,
      definition,
      operations,
      connection,
      routes,
      diagnostics: [],
    } as unknown as AnyReadyConnector);
  } catch (error) {
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

async function within<T>(promise: Promise<T>, milliseconds: number, message: string): Promise<T> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new ConnectorLoadError(message, 'Check what it waits for.')), milliseconds);
  try {
    return await Promise.race([promise, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
