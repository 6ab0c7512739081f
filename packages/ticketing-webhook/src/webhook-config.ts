import { secret } from '@access-account/connector-kit';
import { z } from 'zod';

export const webhookConfig = z.strictObject({
  url: z
    .string()
    .regex(
      /^(https:\/\/[^/?#@\s]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?)(\/[^?#\s]*)?$/,
      'must be https, without a query (http only on loopback)',
    )
    .describe('Where the receiver is. Nothing else is ever requested: no redirect is followed.'),
  displayName: z.string().min(1).max(100).default('Service Desk').describe('What people are told it is called.'),
  secret: secret('What messages are signed with: whsec_ and the Base64 of 24 to 64 random bytes.'),
  previousSecret: secret(
    'The secret that is being replaced: messages are signed with both, until the receiver knows the new one.',
  ).optional(),
  authorization: secret(
    'The value of an Authorization header, where something in front of the receiver wants one.',
  ).optional(),
});

export type WebhookConfig = z.output<typeof webhookConfig>;
