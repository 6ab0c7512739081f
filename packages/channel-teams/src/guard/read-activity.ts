import { z } from 'zod';
import type { TeamsConfig } from '../teams-config.ts';
import { serviceUrlIn } from './service-url.ts';
import type { VerifiedToken } from './verify-token.ts';

/** It is kept, and becomes a part of an address: nothing that no database holds, no step up or down. */
const id = z
  .string()
  .min(1)
  .max(400)
  .regex(/^(?!\.{1,2}$)/)
  .refine((text) => text.isWellFormed() && !text.includes('\0'));
const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** What is used of an activity (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object). */
const activityShape = z.object({
  type: z.string().min(1).max(100),
  id,
  timestamp: z.string().max(100).optional(),
  channelId: z.string(),
  serviceUrl: z.string(),
  from: z.object({
    id,
    aadObjectId: z.string().optional(),
    role: z.string().optional(),
  }),
  recipient: z.object({ id }),
  conversation: z.object({
    id,
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
    isGroup: z.boolean().optional(),
  }),
  channelData: z.object({ tenant: z.object({ id: z.string() }) }),
  locale: z.string().max(100).nullish(),
  text: z.string().nullish(),
  entities: z.array(z.unknown()).nullish(),
  replyToId: id.nullish(),
  name: z.string().max(200).nullish(),
  value: z.unknown().optional(),
});

type Shape = z.infer<typeof activityShape>;

/** An activity that is ours: of this tenant, in a personal chat with our app, by a person. */
export interface Activity extends Shape {
  readonly from: Shape['from'] & { readonly aadObjectId: string };
}

/** `unreadable`: it is none. `foreign`: authentic perhaps, and not for us. */
export type Unusable = 'unreadable' | 'foreign';

export interface ReadActivityOptions {
  readonly body: Uint8Array;
  readonly token: VerifiedToken;
  readonly config: Pick<TeamsConfig, 'appId' | 'tenantId' | 'serviceUrls'>;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readActivity({ body, token, config }: ReadActivityOptions): Activity | Unusable {
  const activity = activityShape.safeParse(jsonOf(body)).data;
  if (activity === undefined) return 'unreadable';
  return isOurs(activity, token, config) ? activity : 'foreign';
}

/** Every line is a way in that a library left open. */
function isOurs(
  activity: Shape,
  token: VerifiedToken,
  { appId, tenantId, serviceUrls }: ReadActivityOptions['config'],
): activity is Activity {
  const { channelId, serviceUrl, from, recipient, conversation, channelData } = activity;
  return (
    channelId === 'msteams' &&
    serviceUrl === token.serviceUrl &&
    serviceUrlIn(serviceUrls, serviceUrl) !== undefined &&
    // A key of Microsoft’s signs for every organisation that has our app.
    conversation.tenantId === tenantId &&
    channelData.tenant.id === tenantId &&
    conversation.conversationType === 'personal' &&
    conversation.isGroup !== true &&
    recipient.id === `28:${appId}` &&
    // Apps begin with 28, people with 29.
    from.id.startsWith('29:') &&
    (from.role === undefined || from.role === 'user') &&
    guid.safeParse(from.aadObjectId).success
  );
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}
