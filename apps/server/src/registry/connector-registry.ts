import type {
  Call,
  ChannelConnectorV1,
  ChannelOperationSet,
  Connection,
  ConnectorDefinition,
  ConnectorKind,
  Diagnostic,
  HttpRoute,
  IdentityOperationSet,
  InstructionsOperationSet,
  TicketingConnectorV1,
  TicketingFeatures,
  TicketingOperationSet,
} from '@access-account/contract';
import { type CircuitBreakerPolicy, CircuitState } from 'cockatiel';
import { diagnosticsShape } from './shapes/diagnostics-shape.ts';

interface OperationsByKind {
  readonly identity: IdentityOperationSet;
  readonly instructions: InstructionsOperationSet;
  readonly channel: ChannelOperationSet;
  readonly ticketing: TicketingOperationSet;
}

/** A connector that is connected: its operations are guarded. */
export interface ReadyConnector<Kind extends ConnectorKind> {
  readonly state: 'ready';
  readonly name: string;
  readonly kind: Kind;
  readonly id: string;
  readonly displayName: string;
  /** Milliseconds between two polls; identity connectors only. */
  readonly pollEvery: number;
  /** Milliseconds by which a lock may become visible late. */
  readonly pollGrace: number;
  /** Milliseconds after which nobody is told of a lock any more. */
  readonly maximumLookBack: number;
  /** Milliseconds between two looks at who changed; identity connectors only. */
  readonly listEvery: number;
  readonly aliases: readonly string[];
  readonly definition: ConnectorDefinition<Kind, unknown, unknown, OperationsByKind[Kind]>;
  readonly operations: OperationsByKind[Kind];
  readonly connection: Connection<unknown>;
  /** Whether it stopped answering, between two checks. */
  readonly breaker: CircuitBreakerPolicy;
  readonly routes: readonly HttpRoute[];
  /** What the last check found. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A connector that did not load or connect. The product runs without it. */
export interface MissingConnector {
  readonly state: 'missing';
  readonly name: string;
  readonly package: string;
  readonly kind: ConnectorKind | null;
  readonly reason: string;
  readonly remedy: string;
}

export type AnyReadyConnector = { [Kind in ConnectorKind]: ReadyConnector<Kind> }[ConnectorKind];
export type RegisteredConnector = AnyReadyConnector | MissingConnector;

/** How one connector is, for `/readyz`, the console and `doctor`. */
export interface ConnectorHealth {
  readonly name: string;
  readonly kind: ConnectorKind | null;
  readonly id: string | null;
  readonly displayName: string;
  readonly state: 'ready' | 'degraded';
  readonly reasons: readonly { readonly summary: string; readonly remedy: string }[];
}

/**
 * Every configured connector by name.
 * The casts in it say what the comparison of `kind` has just shown and the compiler cannot follow: kind and operations belong together.
 */
export class ConnectorRegistry {
  readonly #connectors = new Map<string, RegisteredConnector>();

  set(connector: RegisteredConnector): void {
    this.#connectors.set(connector.name, connector);
  }

  all(): readonly RegisteredConnector[] {
    return [...this.#connectors.values()];
  }

  get(name: string): RegisteredConnector | undefined {
    return this.#connectors.get(name);
  }

  /** The connected connector of this kind and name; undefined where it is another kind or missing. */
  ready<Kind extends ConnectorKind>(kind: Kind, name: string): ReadyConnector<Kind> | undefined {
    const found = this.#connectors.get(name);
    return found?.state === 'ready' && found.kind === kind ? (found as unknown as ReadyConnector<Kind>) : undefined;
  }

  ofKind<Kind extends ConnectorKind>(kind: Kind): readonly ReadyConnector<Kind>[] {
    return this.all().filter(
      (connector) => connector.state === 'ready' && connector.kind === kind,
    ) as unknown as readonly ReadyConnector<Kind>[];
  }

  channelFeatures(name: string): ChannelConnectorV1<unknown, unknown, ChannelOperationSet>['features'] | undefined {
    const channel = this.ready('channel', name);
    return channel === undefined
      ? undefined
      : (channel.definition as ChannelConnectorV1<unknown, unknown, ChannelOperationSet>).features;
  }

  /** Milliseconds until a ticket that was just opened is found. */
  searchLag(name: string): number {
    return this.#ticketingFeatures(name)?.searchLag ?? 0;
  }

  /** Whether one key can never open two tickets. */
  opensOnce(name: string): boolean {
    return this.#ticketingFeatures(name)?.atomicOpen ?? false;
  }

  health(): readonly ConnectorHealth[] {
    return this.all().map((connector): ConnectorHealth => {
      if (connector.state === 'missing') {
        const { name, kind, reason, remedy } = connector;
        return { name, kind, id: null, displayName: name, state: 'degraded', reasons: [{ summary: reason, remedy }] };
      }
      const { name, kind, id, displayName } = connector;
      const errors = [...connector.diagnostics.filter(({ severity }) => severity === 'error'), ...outage(connector)];
      return {
        name,
        kind,
        id,
        displayName,
        state: errors.length === 0 ? 'ready' : 'degraded',
        reasons: errors.map(({ operation, summary, remedy }) => ({
          summary: operation === undefined ? summary : `${operation}: ${summary}`,
          remedy,
        })),
      };
    });
  }

  #ticketingFeatures(name: string): TicketingFeatures | undefined {
    const desk = this.ready('ticketing', name)?.definition;
    return (desk as TicketingConnectorV1<unknown, unknown, TicketingOperationSet> | undefined)?.features;
  }

  /** Asks every connected connector how it is; one that does not answer in time is told of as degraded. */
  async check(call: () => Call): Promise<void> {
    await Promise.all(
      this.all().map(async (connector) => {
        if (connector.state !== 'ready') return;
        const diagnostics = await checkWithin(connector, call());
        // A connector that was replaced while it was asked keeps its newer self.
        if (this.#connectors.get(connector.name) === connector) {
          this.#connectors.set(connector.name, { ...connector, diagnostics } as AnyReadyConnector);
        }
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.allSettled(
      // Async: one that throws instead of rejecting keeps nobody from closing the others.
      this.all().map(async (connector) => (connector.state === 'ready' ? connector.connection.close() : undefined)),
    );
  }
}

/** A connector that failed several times in a row is degraded now, not at the next check. */
function outage({ breaker }: AnyReadyConnector): readonly Diagnostic[] {
  if (breaker.state === CircuitState.Closed) return [];
  const summary = 'It did not answer several times in a row.';
  return [{ severity: 'error', summary, remedy: 'Check that the system is reachable; it is tried again by itself.' }];
}

async function checkWithin(connector: AnyReadyConnector, call: Call): Promise<readonly Diagnostic[]> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new Error('did not answer in time.'));
  call.signal.addEventListener('abort', onAbort, { once: true });
  try {
    const found = diagnosticsShape(await Promise.race([connector.connection.check(call), overdue]));
    if ('problem' in found) throw new Error(`it was answered with nonsense (${found.problem}).`);
    return found.value;
  } catch (error) {
    return [
      {
        severity: 'error',
        summary: `The check failed: ${(error as Error).message}`,
        remedy: 'Check that the system is reachable and its configuration right.',
      },
    ];
  } finally {
    call.signal.removeEventListener('abort', onAbort);
  }
}
