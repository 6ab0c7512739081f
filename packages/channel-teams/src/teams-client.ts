import { AccessToken } from '@access-account/connector-kit';
import type { ConnectContext, MessageReference } from '@access-account/contract';
import { BotConnector } from './bot-connector.ts';
import { CardAnswers } from './card-answers.ts';
import { Graph } from './graph.ts';
import { SigningKeys } from './guard/signing-keys.ts';
import { References } from './references.ts';
import type { TeamsConfig } from './teams-config.ts';

/** What every operation works with. */
export interface TeamsClient {
  readonly config: TeamsConfig;
  readonly context: ConnectContext;
  readonly keys: SigningKeys;
  readonly references: References;
  readonly connector: BotConnector;
  readonly graph: Graph;
  readonly graphToken: AccessToken;
  readonly cards: CardAnswers;
  /** Messages that are being sent, or were a moment ago, by their key. */
  readonly sent: Map<string, Promise<MessageReference>>;
  /** What somebody was told last that a refusal was, and when, by conversation. */
  readonly refused: Map<string, { readonly text: string; readonly at: number }>;
  /** Begins something that nobody waits for; what goes wrong with it is only noted. */
  aside(what: string, run: (signal: AbortSignal) => Promise<unknown>): void;
  close(): Promise<void>;
}

/** Milliseconds for what nobody waits for. */
const asideWithin = 10_000;

/** Asks nothing yet: a Teams that is down at the start is only late. */
export function connectTeams(config: TeamsConfig, context: ConnectContext): TeamsClient {
  const { fetch, clock, logger, store } = context;
  const { displayName: system, appId, tenantId, serviceUrls, graphUrl } = config;
  const closed = new AbortController();
  const lifetime = AbortSignal.any([closed.signal, context.signal]);
  const outbound = { system, fetch, clock, lifetime };
  const graphToken = accessToken(config, `${new URL(graphUrl).origin}/.default`, outbound);
  const running = new Set<Promise<void>>();
  const cards = new CardAnswers({ store, clock });
  return {
    config,
    context,
    keys: new SigningKeys({ ...outbound, metadataUrl: config.openIdMetadataUrl }),
    references: new References({ store, tenantId }),
    connector: new BotConnector({
      ...outbound,
      serviceUrls,
      appId,
      tenantId,
      token: accessToken(config, `${config.issuer}/.default`, outbound),
    }),
    graph: new Graph({ ...outbound, graphUrl, token: graphToken }),
    graphToken,
    cards,
    sent: new Map(),
    refused: new Map(),
    aside: (what, run) => {
      const done = run(AbortSignal.any([lifetime, AbortSignal.timeout(asideWithin)])).then(
        () => undefined,
        (error: Error) => logger.debug(`Teams: ${what} did not come about`, { reason: error.message }),
      );
      running.add(done);
      void done.finally(() => running.delete(done));
    },
    close: async () => {
      closed.abort();
      await Promise.all([cards.close(), ...running]);
    },
  };
}

type Outbound = Pick<ConnectContext, 'fetch' | 'clock'> & { readonly system: string; readonly lifetime: AbortSignal };

/** Client credentials (RFC 6749, 4.4), of the tenant: multi-tenant bots are no longer made. */
function accessToken(config: TeamsConfig, scope: string, outbound: Outbound): AccessToken {
  const { appId, tenantId, clientSecret, tokenUrl } = config;
  return new AccessToken({
    ...outbound,
    endpoint: tokenUrl ?? `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    parameters: () => ({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: clientSecret.reveal(),
      scope,
    }),
    remedies: {
      unreachable: 'Check the network, a proxy, and tokenUrl.',
      credentials: 'Check appId, tenantId and clientSecret: a secret ends after two years at most.',
    },
  });
}
