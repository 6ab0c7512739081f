import type { Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { ConfigSchema } from './config-schema.ts';
import type { ConnectorStore } from './connector-store.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { HttpRoutes } from './http-route.ts';
import type { Logger } from './logger.ts';
import type { ConnectorKind } from './manifest.ts';

/** The doors a connector uses. It opens no other. */
export interface ConnectContext {
  /** The connector's key in the configuration, unique in one installation: "ad", "web". */
  readonly name: string;
  /** Outbound HTTP with a total deadline, no redirects and a size limit. */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: ConnectorStore;
  readonly httpRoutes: HttpRoutes;
  /** `publicUrl` of the configuration, without a trailing slash: the only origin links are built from. */
  readonly publicUrl: string;
  /**
   * The page of the product where the choice with this token can be pressed, or the form sent that it submits: for channels
   * with `buttons: 'pages'`. Reading it changes nothing; the person is heard when they press.
   */
  choicePage(token: string): string;
  /** True when a sandbox directory is configured. */
  readonly sandbox: boolean;
  /** The folder of the configuration file: relative paths in a connector's configuration start there. */
  readonly configurationDirectory: string;
  /** Aborted when the product stops. */
  readonly signal: AbortSignal;
  /**
   * Asks the core to poll now and not at the next interval: a provider called, and what it says is only a hint.
   * Whichever server polls hears of it; asking often is one poll. Absent: the core has no way to.
   */
  readonly pollSoon?: (operation: 'lockout.poll') => void;
}

/** What `connect` hands back. */
export interface Connection<Client> {
  readonly client: Client;
  /** One diagnostic per operation: is the permission there, does it answer? A ping is not a check. */
  check(call: Call): Promise<readonly Diagnostic[]>;
  close(): Promise<void>;
}

/**
 * How a repeat of the operation is made harmless.
 * - `key`: the provider keeps `Call.idempotencyKey` or an equivalent and does the work once.
 * - `readback`: the state is read first and the call left out when it is already so.
 * - `none`: a repeat repeats the effect; the core then never repeats a call whose answer was lost.
 */
export type Idempotency = 'key' | 'readback' | 'none';

/**
 * What a provider's refusal for too many calls (429) is about.
 * - `system`: all calls. The core lets them all rest until its time is over.
 * - `call`: the method, or the place, that was called. The connector answers what has to wait with a `RateLimitedError`, and
 *   does not ask again meanwhile; everything else goes on.
 */
export type RateLimitScope = 'system' | 'call';

/**
 * A connector definition is inert: importing it opens nothing.
 * The keys of `operations` are the capabilities.
 */
export interface ConnectorDefinition<Kind extends ConnectorKind, Config, Client, Operations> {
  readonly specificationVersion: 'v1';
  readonly kind: Kind;
  /** Kebab-case and for ever, equal to the manifest's: "ldap". */
  readonly id: string;
  readonly displayName: string;
  readonly config: ConfigSchema<Config>;
  /** What the provider must grant for each operation, in the provider's own words; an empty list where nothing is needed. */
  readonly permissions: { readonly [Operation in keyof Operations]: readonly string[] };
  readonly idempotency: { readonly [Operation in keyof Operations]: Idempotency };
  /** `system` unless said. */
  readonly rateLimitScope?: RateLimitScope;
  connect(config: Config, context: ConnectContext): Promise<Connection<Client>>;
  operations(client: Client): Operations;
}
