import { randomUUID } from 'node:crypto';
import type { FakeUser } from './fake-tenant.ts';
import type { Json } from './json.ts';

export interface HappenedOptions {
  readonly tenant: { readonly tenantId: string; readonly appId: string };
  readonly user: FakeUser;
  readonly serviceUrl: string;
  /** ISO 8601. */
  readonly at: string;
  readonly id?: string;
}

/** What every activity of a personal chat has (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages). */
function activity({ tenant, user, serviceUrl, at, id = randomUUID() }: HappenedOptions): Json {
  return {
    id,
    timestamp: at,
    localTimestamp: at,
    channelId: 'msteams',
    serviceUrl,
    from: { id: user.member, name: user.name, aadObjectId: user.id },
    conversation: { conversationType: 'personal', tenantId: tenant.tenantId, id: user.conversation },
    recipient: { id: `28:${tenant.appId}`, name: 'Access Account' },
    entities: [{ locale: user.locale, country: 'US', platform: 'Web', type: 'clientInfo' }],
    channelData: { tenant: { id: tenant.tenantId } },
    locale: user.locale,
  };
}

export function messageActivity(options: HappenedOptions & { readonly text: string }): Json {
  return { ...activity(options), type: 'message', textFormat: 'plain', text: options.text };
}

export interface PressedOptions extends HappenedOptions {
  readonly token: string;
  readonly label?: string;
  /** What was chosen, by the inputs’ ids. */
  readonly chosen?: Readonly<Record<string, string>>;
  /** The message with the button. */
  readonly message?: string;
}

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model */
export function pressedActivity(options: PressedOptions): Json {
  const { token, label = 'a button', chosen = {}, message = randomUUID() } = options;
  return {
    ...activity(options),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: message,
    value: {
      action: { type: 'Action.Execute', title: label, verb: 'choose', data: { token, label, ...chosen } },
      trigger: 'manual',
    },
  };
}

/** The app was installed for somebody, by themselves or by an administrator. */
export function installedActivity(options: HappenedOptions): Json {
  return { ...activity(options), type: 'installationUpdate', action: 'add' };
}
