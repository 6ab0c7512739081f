import { ticketingConformance } from '@access-account/testkit';
import { webhookConnector as connector } from '../src/index.ts';
import { startWebhookWorld, type WebhookWorld, worldOf } from './webhook-world.ts';

let started: WebhookWorld;
beforeAll(async () => {
  started = await startWebhookWorld();
});
afterAll(() => started.close());

ticketingConformance({ runner: { describe, test }, connector, world: worldOf(() => started) });
