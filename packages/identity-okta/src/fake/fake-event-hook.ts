import { randomUUID } from 'node:crypto';
import type { ConnectContext } from '@access-account/contract';
import { logEventAnswer } from './fake-answers.ts';
import type { FakeLogEvent, FakeOrganisation } from './fake-organisation.ts';

export interface EventHookOptions {
  readonly organisation: FakeOrganisation;
  readonly url: string;
  /** Sent as the Authorization header. */
  readonly secret: string;
  /** What the calls go out by. */
  readonly fetch: ConnectContext['fetch'];
}

/** Verifies an event hook and then delivers every lock: once more where it is not taken, and then no more. */
export async function addEventHook(options: EventHookOptions): Promise<void> {
  const { organisation, url, secret } = options;
  const challenge = randomUUID();
  const headers = { authorization: secret, 'x-okta-verification-challenge': challenge };
  const answer = await options.fetch(url, { headers });
  const said = answer.ok ? ((await answer.json()) as { readonly verification?: unknown }) : {};
  if (said.verification !== challenge) throw new Error(`${url} did not answer the challenge (${answer.status}).`);

  const deliver = (event: FakeLogEvent) => {
    const body = {
      eventType: 'com.okta.event_hook',
      eventTypeVersion: '1.0',
      cloudEventsVersion: '0.1',
      contentType: 'application/json',
      eventId: randomUUID(),
      eventTime: event.published.toISOString(),
      source: url,
      data: { events: [logEventAnswer(event)] },
    };
    return options.fetch(url, {
      method: 'POST',
      headers: { authorization: secret, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(3000),
    });
  };
  organisation.listeners.add((event) => {
    if (event.eventType === 'user.account.lock') void deliver(event).catch(() => deliver(event).catch(() => undefined));
  });
}
