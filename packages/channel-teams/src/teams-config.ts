import { secret } from '@access-account/connector-kit';
import { z } from 'zod';

const guid = (what: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, `must be ${what}: 00000000-0000-0000-0000-000000000000`)
    .toLowerCase();

const address = z
  .string()
  .regex(
    /^(https:\/\/[^?#@\s\\]+[^?#@\s\\/]|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/[^?#@\s\\]*[^?#@\s\\/])?)$/,
    'must be an https address without a slash at its end (http only on loopback)',
  );

export const teamsConfig = z
  .strictObject({
    appId: guid('the application (client) id of the bot').describe('The application (client) id of the bot.'),
    tenantId: guid('the id of the tenant').describe('The organisation. Whatever comes from another one is refused.'),
    clientSecret: secret('A client secret of the application.'),
    linkBy: z
      .enum(['id', 'login', 'email'])
      .describe(
        'What links somebody in Teams to an account of the main identity system, once. `id`: their object id in Entra ID (where Entra ID is the main identity system). `login`: their user principal name. `email`: their address; only where nobody can change it themselves.',
      ),
    catalogAppId: guid('the id of the app in the organisation’s catalogue')
      .optional()
      .describe(
        'The id that the organisation’s app catalogue gave the app. With it, people who have not written yet are reached: the app is installed for them.',
      ),
    displayName: z.string().min(1).default('Microsoft Teams').describe('What people call it in messages.'),
    serviceUrls: z
      .array(address)
      .min(1)
      .default(['https://smba.trafficmanager.net/teams'])
      .describe(
        'Where the Bot Connector is. Messages go to these hosts and to no other, and what says that it comes from another one is refused. The first is used for people who have not written yet.',
      ),
    issuer: address
      .default('https://api.botframework.com')
      .describe('Who signs what comes from Teams, and whom a token for the Bot Connector is for.'),
    openIdMetadataUrl: address
      .default('https://login.botframework.com/v1/.well-known/openidconfiguration')
      .describe('Where the issuer says what it signs with.'),
    tokenUrl: address
      .optional()
      .describe('The token endpoint; that of the tenant at login.microsoftonline.com unless said.'),
    graphUrl: address.default('https://graph.microsoft.com/v1.0').describe('Microsoft Graph.'),
  })
  .meta({ title: 'Microsoft Teams' });

export type TeamsConfig = z.output<typeof teamsConfig>;
