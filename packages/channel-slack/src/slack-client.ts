import type { ConnectContext, Logger } from '@access-account/contract';
import { SentMessages } from './sent-messages.ts';
import type { SlackConfig } from './slack-config.ts';
import { SlackRequests } from './slack-requests.ts';
import { SlackRouter } from './slack-router.ts';
import { Triggers } from './triggers.ts';

/** What every operation works with. */
export interface SlackClient {
  readonly config: SlackConfig;
  readonly context: ConnectContext;
  readonly requests: SlackRequests;
  readonly router: SlackRouter;
  readonly sent: SentMessages;
  readonly triggers: Triggers;
  /** What somebody was told last that a refusal was, and when, by conversation. */
  readonly refused: Map<string, { readonly text: string; readonly at: number }>;
  readonly listening: { sockets: number };
  /** Begins something that nobody waits for; what goes wrong with it is only noted. */
  aside(what: string, run: (call: { readonly signal: AbortSignal }) => Promise<unknown>): void;
  close(): Promise<void>;
}

/** Milliseconds for what nobody waits for. */
const asideWithin = 10_000;

/** Asks nothing yet: a Slack that is down at the start is only late. */
export function connectSlack(config: SlackConfig, context: ConnectContext): SlackClient {
  const { fetch, logger, clock } = context;
  const closed = new AbortController();
  const lifetime = AbortSignal.any([closed.signal, context.signal]);
  const { displayName: system, apiUrl, botToken: token } = config;
  const requests = new SlackRequests({ system, apiUrl, token, fetch, clock, lifetime });
  const sent = new SentMessages({ clock, requests });
  const running = new Set<Promise<void>>();
  return {
    config,
    context,
    requests,
    router: new SlackRouter({ config, context }),
    sent,
    triggers: new Triggers(clock),
    refused: new Map(),
    listening: { sockets: 0 },
    aside: (what, run) => {
      const signal = AbortSignal.any([lifetime, AbortSignal.timeout(asideWithin)]);
      const done = run({ signal }).then(
        () => undefined,
        (error: Error) => note({ logger, what, error }),
      );
      running.add(done);
      void done.finally(() => running.delete(done));
    },
    close: async () => {
      closed.abort();
      await Promise.all(running);
    },
  };
}

function note({ logger, what, error }: { readonly logger: Logger; readonly what: string; readonly error: Error }) {
  logger.debug(`Slack: ${what} did not come about`, { reason: error.message });
}
