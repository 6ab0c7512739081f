import { secret } from '@access-account/connector-kit';
import { z } from 'zod';

const origin = (description: string) =>
  z
    .string()
    .regex(
      /^(https:\/\/[^/?#@\s]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?)$/,
      'must be https://host, without a path (http only on loopback)',
    )
    .describe(description);

const page = (url: string, description: string) =>
  z
    .url({ protocol: /^https$/ })
    .default(url)
    .describe(description);

const common = {
  tenantId: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'must be the directory (tenant) id or one of its domains')
    .refine((tenant) => !/^(common|organizations|consumers)$/i.test(tenant), 'must name one tenant')
    .describe('The directory (tenant) id, or a verified domain of the tenant.'),
  clientId: z.string().min(1).describe('The application (client) id of the app registration.'),
  authorityUrl: origin('Where tokens come from; another one in national clouds.').default(
    'https://login.microsoftonline.com',
  ),
  graphUrl: origin('Microsoft Graph; another one in national clouds.').default('https://graph.microsoft.com'),
  displayName: z.string().min(1).default('Microsoft Entra ID').describe('What people call it in messages.'),
  aliases: z
    .array(z.string().min(1))
    .default([])
    .describe('Other words people use for it: "Microsoft 365", "Azure AD", "Outlook".'),
  passwordValidityDays: z
    .int()
    .min(1)
    .max(36_500)
    .optional()
    .describe(
      'After how many days a password ends in domains that do not say so themselves. Without it no end is known there, and no reminder is sent.',
    ),
  passwordWriteback: z
    .boolean()
    .default(false)
    .describe(
      'Whether self-service password reset writes new passwords back to Active Directory. Otherwise passwords of synchronised accounts are left to masters.activeDirectory.',
    ),
  protectAdministrators: z
    .boolean()
    .default(true)
    .describe(
      'Leave whoever holds a directory role, may activate one or is in a group that may hold one to administrators. Needs RoleManagement.Read.Directory and GroupMember.Read.All.',
    ),
  masters: z
    .strictObject({
      activeDirectory: z.string().min(1).default('active-directory'),
      anchor: z.enum(['object-guid', 'other']).default('object-guid'),
    })
    .prefault({})
    .describe(
      'The connector, by its name in this file, that looks after accounts synchronised from Active Directory; and whether the source anchor is the objectGUID, which is the default, or something else, so that accounts are matched by their address.',
    ),
  passwordResetPage: page(
    'https://passwordreset.microsoftonline.com',
    'Where somebody who forgot the password chooses a new one.',
  ),
  passwordChangePage: page(
    'https://mysignins.microsoft.com/security-info/password/change',
    'Where somebody who knows the password chooses a new one.',
  ),
};

export const entraConfig = z.discriminatedUnion('authentication', [
  z.strictObject({
    authentication: z
      .literal('certificate')
      .default('certificate')
      .describe('A certificate of the app registration: the way to prefer.'),
    ...common,
    certificate: z.string().min(1).describe('The certificate as PEM, as uploaded: ${file:entra.crt}'),
    privateKey: secret('The private key of the certificate, RSA, as PEM (PKCS #8): ${file:entra.pem}'),
  }),
  z.strictObject({
    authentication: z.literal('client-secret').describe('A client secret: it ends after two years at most.'),
    ...common,
    clientSecret: secret('The value of the client secret, not its id.'),
  }),
]);

export type EntraConfig = z.output<typeof entraConfig>;
