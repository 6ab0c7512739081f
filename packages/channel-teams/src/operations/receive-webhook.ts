import type { RawResponse, ReceiveWebhook, WebhookReceipt } from '@access-account/contract';
import { readActivity } from '../guard/read-activity.ts';
import { verifyToken } from '../guard/verify-token.ts';
import { referenceOf } from '../references.ts';
import { takeActivity } from '../take-activity.ts';
import type { TeamsClient } from '../teams-client.ts';

/** Bytes of a body. Teams’ largest, with a whole message in it, are far below. */
const largest = 512 * 1024;

/** Everything that happens in Teams comes to one address: `messages`. */
export function receiveWebhook(client: TeamsClient): ReceiveWebhook {
  const { config, context, keys, references } = client;
  const { appId: audience, issuer } = config;
  return async (request, call) => {
    if (request.path !== 'messages') return refusal(404);
    if (request.method !== 'POST') return refusal(405, { allow: 'POST' });
    if (request.body.length > largest) return refusal(413);
    const token = await verifyToken({ request, keys, issuer, audience, clock: context.clock, call });
    if (token === undefined) return refusal(401);
    const activity = readActivity({ body: request.body, token, config });
    if (activity === 'unreadable') return refusal(400);
    if (activity === 'foreign') return refusal(403);
    const taken = takeActivity(client, activity);
    if (taken === undefined) return refusal(400);
    // Before anything is answered: whoever is answered has to be found.
    await references.keep(referenceOf(activity));
    return { events: taken.events, respond: async (outcomes) => json(await taken.answer(outcomes)) };
  };
}

function json(body: object | undefined): RawResponse {
  if (body === undefined) return { status: 200 };
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

function refusal(status: number, headers: { readonly [name: string]: string } = {}): WebhookReceipt {
  return { events: [], respond: async () => ({ status, headers }) };
}
