import type { RawResponse, ReceiveWebhook, WebhookReceipt } from '@access-account/contract';
import { readPayload } from '../read-payload.ts';
import type { SlackClient } from '../slack-client.ts';
import { takePayload } from '../take-payload.ts';
import { verifySignature } from '../verify-signature.ts';

/** Bytes of a body. Slack's largest payloads, with a whole message in them, are far below. */
const largest = 512 * 1024;

/** All of Slack's payloads come to one address: `events`. */
export function receiveWebhook(client: SlackClient): ReceiveWebhook {
  const { config, context } = client;
  return async (request) => {
    if (request.path !== 'events') return refusal(404);
    if (request.method !== 'POST') return refusal(405, { allow: 'POST' });
    if (request.body.length > largest) return refusal(413);
    if (!verifySignature({ request, secrets: config.signingSecrets, now: context.clock.now() })) return refusal(401);
    const payload = readPayload(request);
    if (payload === undefined) return refusal(400);
    if (payload.type === 'url_verification') return challenge(payload.challenge);
    const taken = await takePayload(client, payload);
    if (typeof taken === 'string') return refusal(taken === 'other-workspace' ? 403 : 400);
    return {
      events: taken.events,
      respond: async (outcomes) => json(taken.answer(outcomes)),
    };
  };
}

/** Slack asks once whether the address is ours. */
function challenge(given: unknown): WebhookReceipt {
  if (typeof given !== 'string' || given.length > 1000) return refusal(400);
  return { events: [], respond: async () => json({ challenge: given }) };
}

function json(body: unknown): RawResponse {
  if (body === undefined) return { status: 200 };
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

function refusal(status: number, headers: { readonly [name: string]: string } = {}): WebhookReceipt {
  return { events: [], respond: async () => ({ status, headers }) };
}
