import { secret } from '@access-account/connector-kit';
import { ticketFeatures } from '@access-account/contract';
import { z } from 'zod';

const desk = z.strictObject({
  group: z.string().min(1).optional().describe('The assignment group: its name or sys_id.'),
  fields: z.record(z.string(), z.string()).default({}).describe('Further fields that are set when it takes a ticket.'),
});

const common = {
  instanceUrl: z
    .string()
    .regex(
      /^(https:\/\/[^/?#@\s]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?)$/,
      'must be https://host, without a path (http only on loopback)',
    )
    .describe('The instance: https://acme.service-now.com'),
  displayName: z.string().min(1).max(100).default('ServiceNow').describe('What people are told it is called.'),
  mode: z
    .enum(['table', 'app'])
    .default('table')
    .describe(
      'How tickets are filed: by the Table API, with nothing to install; or by the companion app of this package, which keeps one incident for every key.',
    ),
  appScope: z
    .string()
    .regex(/^x_[a-z0-9_]{2,16}$/, 'must be the scope of an app')
    .default('x_access_account')
    .describe('Of mode app: the scope under which the companion app is installed.'),
  table: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a table')
    .default('incident')
    .describe('Of mode table: the table tickets are rows of: incident, or one that extends task as it does.'),
  desks: z
    .strictObject({ 'service-desk': desk.optional(), security: desk.optional() })
    .default({})
    .describe('Who takes over what people must do. Without a group the instance’s own assignment rules decide.'),
  features: z
    .partialRecord(
      z.enum(ticketFeatures),
      z.strictObject({
        group: z
          .string()
          .min(1)
          .optional()
          .describe('The assignment group that takes over from the service desk: its name or sys_id.'),
        fields: z.record(z.string(), z.string()).default({}).describe('Fields of every new ticket about it.'),
      }),
    )
    .default({})
    .describe(
      'What differs by what a ticket is about: {"mfaReset": {"group": "Identity", "fields": {"urgency": "1", "category": "security"}}}.',
    ),
  closeCode: z
    .string()
    .min(1)
    .default('Solution provided')
    .describe('The resolution code (close_code) of a ticket that was solved. Older instances: Solved (Permanently).'),
  fields: z
    .record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string())
    .default({})
    .describe('Further fields of every new ticket, as the instance stores them: category, impact, urgency, …'),
};

export const serviceNowConfig = z.discriminatedUnion('authentication', [
  z.strictObject({
    authentication: z
      .literal('client-credentials')
      .default('client-credentials')
      .describe('An OAuth client with an OAuth application user: the way to prefer.'),
    ...common,
    clientId: z.string().min(1),
    clientSecret: secret('The secret of the OAuth client.'),
  }),
  z.strictObject({
    authentication: z.literal('jwt-bearer').describe('An OAuth JWT API endpoint: no secret that both sides hold.'),
    ...common,
    clientId: z.string().min(1),
    clientSecret: secret('The secret of the OAuth client, which ServiceNow wants beside the signature.').optional(),
    privateKey: secret('The private key, PEM (PKCS #8), RSA: ${file:servicenow.pem}'),
    keyId: z.string().min(1).describe('The key id (kid) of the JWT verifier map.'),
    subject: z.string().min(1).describe('The user tickets are written as, by the field the JWT endpoint maps.'),
  }),
  z.strictObject({
    authentication: z.literal('basic').describe('A user with “Web service access only”. For development.'),
    ...common,
    username: z.string().min(1),
    password: secret('The user’s password.'),
  }),
]);

export type ServiceNowConfig = z.output<typeof serviceNowConfig>;
