import { randomUUID } from 'node:crypto';
import type { PostOptions } from './http-load.ts';
import type { Subject } from './reading.ts';
import type { Reference } from './reference-process.ts';
import { slackSignature } from './references/slack-signature.ts';

/** Somebody who takes clicks: the product or a reference. */
export interface ClickSubject {
  readonly name: Subject;
  /** The request of this person's click on “Yes”, signed now. */
  click(login: string): PostOptions;
  /** Resolves to `performance.now()` of the reply; undefined where there is none. */
  readonly replied?: (login: string) => Promise<number>;
  /** Effects that came to an end so far; undefined where there is nothing of the kind. */
  readonly finishedEffects?: () => Promise<number>;
}

export interface ReferenceSubjectOptions {
  readonly name: Subject;
  readonly reference: Reference;
  readonly secret: string;
  readonly replied?: ClickSubject['replied'];
  /** The body of a click. */
  readonly body?: (click: { readonly id: string; readonly login: string }) => string;
  readonly contentType?: string;
}

export function referenceSubject(options: ReferenceSubjectOptions): ClickSubject {
  const { name, reference, secret, replied, body: write = JSON.stringify, contentType = 'application/json' } = options;
  return {
    name,
    click: (login) => {
      const body = write({ id: randomUUID(), login });
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = slackSignature({ secret, timestamp, body });
      return {
        url: reference.url,
        headers: {
          'content-type': contentType,
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signature,
        },
        body,
      };
    },
    ...(replied === undefined ? {} : { replied }),
  };
}

/** A press of a button as Slack posts it. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function slackButtonPress({ id, login }: { readonly id: string; readonly login: string }): string {
  const payload = {
    type: 'block_actions',
    team: { id: 'T1', domain: 'acme' },
    user: { id: login, name: login, team_id: 'T1' },
    api_app_id: 'A1',
    token: 'unused',
    trigger_id: id,
    container: { type: 'message', message_ts: '1.0', channel_id: login },
    channel: { id: login, name: 'directmessage' },
    actions: [{ type: 'button', action_id: 'unlock', block_id: 'B1', value: login, action_ts: id }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
