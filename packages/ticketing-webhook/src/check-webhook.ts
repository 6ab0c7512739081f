import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import { readyShape } from './answers.ts';
import type { WebhookClient } from './webhook-client.ts';

/** The same of every operation: a signed message of type `check` either comes through or does not. Never throws. */
export async function checkWebhook(
  client: WebhookClient,
  operations: readonly string[],
  call: Call,
): Promise<readonly Diagnostic[]> {
  const finding = await ask(client, call);
  return operations.map((operation) => ({ ...finding, operation }));
}

async function ask(client: WebhookClient, call: Call): Promise<Omit<Diagnostic, 'operation'>> {
  try {
    await client.send({ type: 'check', data: {}, shape: readyShape, what: '{"ready": true}' }, call);
    return { severity: 'ok', summary: 'The receiver takes our signature.', remedy: '' };
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return { severity: 'error', summary: error.summary, remedy: error.remedy };
  }
}
