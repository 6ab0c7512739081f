import { JustSeen, RestClient } from '@access-account/connector-kit';
import type { ConnectContext } from '@access-account/contract';
import type { RequestTrackerConfig } from './request-tracker-config.ts';

/** What every operation works with. */
export interface RequestTrackerClient {
  readonly config: RequestTrackerConfig;
  readonly system: string;
  readonly rest: RestClient;
  /** Tickets that were just opened, by id. */
  readonly opened: JustSeen;
  close(): void;
}

/** Milliseconds for which a ticket that was opened is taken to be open still: where it is not, a comment is added to it. */
const openFor = 15 * 60_000;

/** Asks nothing yet: a desk that is down at start is only late. */
export function connectRequestTracker(
  config: RequestTrackerConfig,
  { fetch, clock, signal }: ConnectContext,
): RequestTrackerClient {
  const closed = new AbortController();
  const { displayName: system, url } = config;
  const rest = new RestClient({
    system,
    baseUrl: `${url}/REST/2.0`,
    fetch,
    clock,
    lifetime: AbortSignal.any([closed.signal, signal]),
    authorize: async () => authorization(config),
    remedies: {
      unreachable: 'Check url, the network, and that REST 2 answers there: <url>/REST/2.0/rt.',
      credentials: 'Check that the token or the user is valid and not disabled.',
    },
  });
  return { config, system, rest, opened: new JustSeen(clock, openFor), close: () => closed.abort() };
}

function authorization(config: RequestTrackerConfig): string {
  if (config.authentication === 'token') return `token ${config.token.reveal()}`;
  return `Basic ${Buffer.from(`${config.username}:${config.password.reveal()}`).toString('base64')}`;
}
