import { secret } from '@access-account/connector-kit';
import { ticketFeatures } from '@access-account/contract';
import { z } from 'zod';

const common = {
  url: z
    .string()
    .regex(/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*[^/?#\s])?$/, 'must be an http(s) address without a slash at its end')
    .describe('Where Request Tracker is: https://rt.acme.test, with its WebPath if it has one.'),
  displayName: z.string().min(1).max(100).default('Request Tracker').describe('What people are told it is called.'),
  queue: z.string().min(1).default('General').describe('The queue in which tickets are opened.'),
  desks: z
    .strictObject({ 'service-desk': z.string().min(1).optional(), security: z.string().min(1).optional() })
    .default({})
    .describe('The queues to which tickets go that people must take over. Without one they stay where they are.'),
  features: z
    .partialRecord(
      z.enum(ticketFeatures),
      z.strictObject({
        queue: z
          .string()
          .min(1)
          .optional()
          .describe('The queue to which a ticket goes from here for the service desk.'),
        priority: z.int().min(0).max(100).optional().describe('The priority of a new ticket about it.'),
      }),
    )
    .default({})
    .describe('What differs by what a ticket is about: {"mfaReset": {"queue": "Identity", "priority": 80}}.'),
  statuses: z
    .strictObject({
      resolved: z.string().min(1).default('resolved'),
      open: z.string().min(1).default('open'),
      over: z.array(z.string().min(1)).default(['resolved', 'rejected', 'deleted']),
    })
    .prefault({})
    .describe(
      'The queue’s lifecycle: the status that resolves a ticket, the one that opens it again for people, and all in which nobody works on it.',
    ),
};

export const requestTrackerConfig = z.discriminatedUnion('authentication', [
  z.strictObject({
    authentication: z.literal('token').default('token').describe('A token of RT::Authen::Token, in RT since 5.0.'),
    ...common,
    token: secret('The token: 1-14-…'),
  }),
  z.strictObject({
    authentication: z.literal('password').describe('A user of its own, by HTTP Basic.'),
    ...common,
    username: z.string().min(1),
    password: secret('The user’s password.'),
  }),
]);

export type RequestTrackerConfig = z.output<typeof requestTrackerConfig>;
