import type { Secret } from '@access-account/connector-kit';
import {
  type Call,
  type ConnectContext,
  ConnectorError,
  type JsonValue,
  UnavailableError,
} from '@access-account/contract';
import bolt from '@slack/bolt';
import { boltLogger } from './bolt-logger.ts';
import type { Payload } from './read-payload.ts';
import { socketFetch } from './socket-fetch.ts';

export interface OpenSocketOptions {
  readonly config: { readonly displayName: string; readonly apiUrl: string; readonly appToken: Secret };
  readonly context: Pick<ConnectContext, 'fetch' | 'logger'>;
  /** Aborted when it is to be closed. */
  readonly signal: AbortSignal;
  readonly call: Pick<Call, 'signal'>;
  /** Takes one payload. Whatever it throws, Slack hears nothing and sends it again. */
  readonly onPayload: (
    payload: Payload,
    acknowledge: (answer: JsonValue | undefined) => Promise<void>,
  ) => Promise<void>;
}

/** Milliseconds for the socket to close in peace. */
const closeWithin = 1000;

/**
 * Bolt's own Socket Mode client, opened once. Three of its habits are kept from it: it would acknowledge events before they
 * are stored (our intake stands where its app would), it would reconnect by itself and end the process where that fails
 * (an unhandled rejection), and it would ask any host for its address (`socketFetch`). What asks for the address goes through
 * the product's outbound client; the socket itself is Bolt's own, since there is no door for sockets yet.
 */
export async function openSocket(options: OpenSocketOptions): Promise<{ readonly ended: Promise<void> }> {
  const { config, context, signal, call, onPayload } = options;
  const receiver = new bolt.SocketModeReceiver({
    appToken: config.appToken.reveal(),
    autoReconnectEnabled: false,
    logger: boltLogger(context.logger),
    installerOptions: {
      clientOptions: {
        slackApiUrl: config.apiUrl,
        fetch: socketFetch({ fetch: context.fetch, apiUrl: config.apiUrl, signal: call.signal }) as never,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    },
  });
  const { client } = receiver;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  client.on('disconnected', () => end());
  receiver.init({
    processEvent: async ({
      body,
      ack,
    }: {
      readonly body: unknown;
      readonly ack: (answer?: unknown) => Promise<void>;
    }) => {
      if (signal.aborted || typeof body !== 'object' || body === null) return;
      try {
        await onPayload(body as Payload, (answer) => ack(answer));
      } catch (error) {
        context.logger.warn('what came from Slack could not be taken', { reason: (error as Error).message });
      }
    },
  } as unknown as bolt.App);
  const close = () => {
    void client.disconnect();
    // A peer that does not say goodbye is left.
    setTimeout(() => void client.disconnect(), closeWithin).unref();
  };
  try {
    await Promise.race([receiver.start(), aborted(call.signal), aborted(signal)]);
  } catch (error) {
    close();
    throw failure(config.displayName, error);
  }
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  void ended.finally(() => signal.removeEventListener('abort', close));
  return { ended };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The client wraps what happened into errors of its own. */
function failure(system: string, error: unknown): ConnectorError {
  for (let one = error; typeof one === 'object' && one !== null; one = originOf(one)) {
    if (ConnectorError.isInstance(one)) return one;
  }
  return new UnavailableError({
    system,
    summary: 'The socket to Slack could not be opened.',
    remedy: 'Check the network (wss to *.slack.com), appToken, and that Socket Mode is on in the app.',
    cause: error,
  });
}

function originOf(error: object): unknown {
  return 'original' in error ? error.original : 'cause' in error ? error.cause : undefined;
}
