import { RestClient, type Secret } from '@access-account/connector-kit';
import { type Call, ConfigurationInvalidError, type ConnectContext } from '@access-account/contract';
import type { z } from 'zod';
import { keyOf, signatureHeaders } from './signature.ts';
import type { WebhookConfig } from './webhook-config.ts';

/** What a receiver is told, by `type`; docs/connectors/webhook-setup.md says what it answers. */
export interface WebhookMessages {
  readonly 'ticket.open': {
    readonly key: string;
    readonly requester: { readonly displayName: string; readonly login: string; readonly email: string | null };
    readonly subject: string;
    readonly description: string;
  };
  readonly 'ticket.note': { readonly ticket: string; readonly text: string };
  readonly 'ticket.resolve': { readonly ticket: string; readonly resolution: string };
  readonly 'ticket.hand-off': { readonly ticket: string; readonly to: string; readonly reason: string };
  readonly check: Readonly<Record<string, never>>;
}

export interface Sending<Type extends keyof WebhookMessages, Answer> {
  readonly type: Type;
  readonly data: WebhookMessages[Type];
  readonly shape: z.ZodType<Answer>;
  /** What the answer is, for the error. */
  readonly what: string;
}

/** What every operation works with. */
export interface WebhookClient {
  readonly system: string;
  /** Sends a message once; every repeat of the same call bears the same id. @throws NotFoundError where the receiver says so */
  send<Type extends keyof WebhookMessages, Answer>(sending: Sending<Type, Answer>, call: Call): Promise<Answer>;
  close(): void;
}

const remedies = {
  unreachable:
    'Check url and the network, and that the receiver answers with JSON as docs/connectors/webhook-setup.md says.',
  credentials:
    'Check that the receiver holds the same secret, that its clock is right, and authorization where it is set.',
};

/**
 * Asks nothing yet: a receiver that is down at start is only late.
 * @throws ConfigurationInvalidError for a secret that is none
 */
export function connectWebhook(config: WebhookConfig, { fetch, clock, signal }: ConnectContext): WebhookClient {
  const closed = new AbortController();
  const { displayName: system, url, authorization } = config;
  const keys = [config.secret, ...(config.previousSecret === undefined ? [] : [config.previousSecret])].map((one) =>
    readKey(system, one),
  );
  const rest = new RestClient({
    ...{ system, baseUrl: url, fetch, clock, remedies },
    lifetime: AbortSignal.any([closed.signal, signal]),
    ...(authorization === undefined ? {} : { authorize: async () => authorization.reveal() }),
  });
  return {
    system,
    send: async ({ type, data, shape, what }, call) => {
      const sentAt = clock.now();
      const id = call.idempotencyKey;
      // The same in every repeat, byte for byte.
      const body = { type, data };
      const signed = signatureHeaders({ id, sentAt, body: JSON.stringify(body) }, keys);
      const headers = { ...signed, 'idempotency-key': id };
      const permission = 'what the receiver itself asks for';
      const isRead = type === 'check';
      const request = { method: 'POST', target: '', body, headers, shape, what, permission, isRead } as const;
      return (await rest.send(request, call)).value;
    },
    close: () => closed.abort(),
  };
}

function readKey(system: string, secret: Secret): Buffer {
  const key = keyOf(secret.reveal());
  if (key !== undefined) return key;
  throw new ConfigurationInvalidError({
    system,
    summary: 'A secret is not one for signing webhooks.',
    remedy:
      'Make one: echo "whsec_$(openssl rand -base64 32)". It begins with whsec_, and 24 to 64 bytes in Base64 follow.',
  });
}
