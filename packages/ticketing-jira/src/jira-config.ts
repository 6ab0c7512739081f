import { secret } from '@access-account/connector-kit';
import { ticketFeatures } from '@access-account/contract';
import { z } from 'zod';

const origin = z
  .string()
  .regex(
    /^(https:\/\/[^/?#@\s]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?)$/,
    'must be https://host, without a path (http only on loopback)',
  );

const label = z
  .string()
  .regex(/^\S{1,255}$/, 'must be a label: no spaces, at most 255 characters')
  .refine((value) => !value.startsWith('aa-'), 'labels that begin with aa- are the connector’s own');

const fields = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/), z.json()).default({});

const desk = z.strictObject({
  assignee: z.string().min(1).max(128).optional().describe('The account id of who is assigned.'),
  component: z.string().min(1).optional().describe('A component of the project: its default assignee, its queue.'),
  labels: z.array(label).default([]).describe('Labels that are added.'),
  fields: fields.describe('Fields that are set, as Jira takes them. A group: {"customfield_10050": {"name": "Desk"}}.'),
});

const status = z.string().min(1).optional();

const common = {
  siteUrl: origin.describe('The site people open: https://acme.atlassian.net'),
  displayName: z.string().min(1).max(100).default('Jira').describe('What people are told it is called.'),
  project: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,254}$/, 'must be a project’s key')
    .describe('The key of the project tickets are opened in.'),
  issueType: z.string().min(1).default('Task').describe('The work type (issue type) of a ticket, by name.'),
  serviceDesk: z
    .strictObject({
      serviceDeskId: z.string().regex(/^\d+$/),
      requestTypeId: z
        .string()
        .regex(/^\d+$/)
        .describe('A request type whose form has Summary, Description and Labels.'),
      onBehalf: z
        .boolean()
        .default(true)
        .describe('Whether a request is raised on behalf of the person, where Jira knows them.'),
    })
    .optional()
    .describe('Jira Service Management: tickets are customer requests. issueType is then the request type’s own.'),
  labels: z.array(label).default([]).describe('Labels of every ticket.'),
  priority: z.string().min(1).optional().describe('The priority of a ticket, by name.'),
  fields: fields.describe('Further fields of every new ticket, as Jira takes them.'),
  webLink: z
    .boolean()
    .default(false)
    .describe('Whether the link to the case is a web link of the ticket, too: one request more for each.'),
  desks: z
    .strictObject({ 'service-desk': desk.optional(), security: desk.optional() })
    .default({})
    .describe(
      'Who takes over what people must do. Every ticket that is handed over bears the label aa-to-<desk>, too.',
    ),
  features: z
    .partialRecord(
      z.enum(ticketFeatures),
      z.strictObject({
        priority: z.string().min(1).optional().describe('Instead of the common one.'),
        labels: z.array(label).default([]).describe('Further labels.'),
        fields: fields.describe('Further fields of a new ticket about it.'),
        assignee: z
          .string()
          .min(1)
          .max(128)
          .optional()
          .describe('Who takes over from the service desk, by account id.'),
        component: z.string().min(1).optional().describe('The component that takes over from the service desk.'),
      }),
    )
    .default({})
    .describe('What differs by what a ticket is about: {"mfaReset": {"priority": "High", "component": "Identity"}}.'),
  statuses: z
    .strictObject({
      resolved: status.describe(
        'The status of what is solved. Otherwise the first of the category Done that can be reached.',
      ),
      reopened: status.describe('The status of what people take up again. Otherwise the first of another category.'),
    })
    .default({}),
  resolution: z
    .string()
    .min(1)
    .default('Done')
    .describe('The resolution, where the screen of the transition asks for one.'),
};

const apiUrl = origin.default('https://api.atlassian.com').describe('Atlassian’s API gateway.');
const cloudId = z
  .string()
  .regex(/^[0-9A-Za-z-]{1,64}$/, 'must be a cloud id')
  .describe('The id of the site: admin.atlassian.com shows it behind /s/.');

export const jiraConfig = z.discriminatedUnion('authentication', [
  z.strictObject({
    authentication: z
      .literal('service-account')
      .default('service-account')
      .describe('The OAuth 2.0 credential of a service account: the way to prefer.'),
    ...common,
    cloudId,
    clientId: z.string().min(1),
    clientSecret: secret('The secret of the credential.'),
    tokenUrl: z
      .string()
      .regex(
        /^(https:\/\/[^?#@\s]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/[^?#\s]*)$/,
        'must be https',
      )
      .default('https://auth.atlassian.com/oauth/token')
      .describe('Where access tokens are given.'),
    apiUrl,
  }),
  z.strictObject({
    authentication: z.literal('api-token').describe('An API token. It ends within a year: replace it before.'),
    ...common,
    email: z
      .string()
      .regex(/^[^\s@:]+@[^\s@:]+$/, 'must be an e-mail address')
      .describe('The address of its account.'),
    apiToken: secret('The API token.'),
    cloudId: cloudId
      .optional()
      .describe('The id of the site, for a token with scopes: those work at the gateway alone.'),
    apiUrl,
  }),
]);

export type JiraConfig = z.output<typeof jiraConfig>;
