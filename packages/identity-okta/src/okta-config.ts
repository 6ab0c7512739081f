import { secret } from '@access-account/connector-kit';
import { z } from 'zod';

const common = {
  orgUrl: z
    .string()
    .regex(
      /^(https:\/\/[^/?#@\s]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?)$/,
      'must be https://host, without a path (http only on loopback)',
    )
    .refine((url) => !/-admin\.okta/.test(url), 'is the address of the Admin Console: leave out -admin')
    .describe('The Okta organisation: https://acme.okta.com, or its custom domain.'),
  displayName: z.string().min(1).default('Okta').describe('What people call it in messages.'),
  aliases: z.array(z.string().min(1)).default([]).describe('Other words people use for it: "SSO", "the portal".'),
  hookSecret: secret(
    'The secret that Okta’s event hook sends as its Authorization header. Without it there is no hook, and locks are noticed by polling alone.',
  ).optional(),
  protectAdministrators: z
    .boolean()
    .default(true)
    .describe('Leave whoever holds an Okta administrator role to administrators. Needs okta.roles.read.'),
  masters: z
    .strictObject({
      activeDirectory: z.string().min(1).default('active-directory'),
      ldap: z.string().min(1).default('ldap'),
    })
    .prefault({})
    .describe('The connectors, by their names in this file, that look after accounts sourced from directories.'),
  passwordPage: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('Where somebody who knows the password chooses a new one. Default: <orgUrl>/enduser/settings.'),
};

export const oktaConfig = z.discriminatedUnion('authentication', [
  z.strictObject({
    authentication: z
      .literal('private-key')
      .default('private-key')
      .describe('A service app of its own: the way to prefer.'),
    ...common,
    clientId: z.string().min(1).describe('The client id of the service app: 0oa…'),
    privateKey: secret('The private key of the service app, PEM (PKCS #8) or JWK: ${file:okta.pem}'),
    keyId: z.string().min(1).optional().describe('The key’s id (kid) in Okta, where the JWK does not hold it.'),
  }),
  z.strictObject({
    authentication: z.literal('api-token').describe('A token (SSWS) with the rights of whoever made it.'),
    ...common,
    apiToken: secret('The API token.'),
  }),
]);

export type OktaConfig = z.output<typeof oktaConfig>;
