import { secret } from '@access-account/connector-kit';
import { z } from 'zod';

const connection = {
  url: z
    .string()
    .regex(/^ldaps?:\/\/[^/?#@]+\/?$/, 'must be ldap://host[:port] or ldaps://host[:port]')
    .describe(
      'The directory server: ldaps://dc1.acme.test. Name one writable server, for Active Directory the PDC emulator.',
    ),
  baseDn: z.string().min(1).describe('Only people below this entry are ever found or changed: DC=acme,DC=test'),
  bindDn: z.string().min(1).describe('The service account: CN=access-account,OU=Services,DC=acme,DC=test'),
  // An empty password would be an anonymous bind, which many servers answer with success.
  password: secret('The password of the service account.'),
  displayName: z.string().min(1).optional().describe('What people call this directory in messages.'),
  aliases: z.array(z.string().min(1)).default([]).describe('Other words people use for it: "Windows", "my laptop".'),
  recoveryAttribute: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be the name of an attribute')
    .optional()
    .describe(
      'The attribute with an address of people’s own, beside `mail`: a one-time code may go there. Absent: to none.',
    ),
  certificateAuthority: z
    .string()
    .min(1)
    .optional()
    .describe('A PEM file with the authority that signed the server certificate, relative to the configuration file.'),
  serverName: z
    .string()
    .min(1)
    .optional()
    .describe('The name in the server certificate, where it is not the host of the url.'),
  startTls: z
    .boolean()
    .default(false)
    .describe('Whether an ldap:// connection is encrypted before anything else is said over it (StartTLS).'),
  timeout: z
    .int()
    .min(100)
    .max(60_000)
    .default(5000)
    .describe('Milliseconds to wait for a connection and for each answer.'),
};

export const ldapConfig = z
  .discriminatedUnion('directory', [
    z.strictObject({ directory: z.literal('active-directory'), ...connection }),
    z.strictObject({
      directory: z.literal('openldap'),
      ...connection,
      // The overlay does not tell clients, and without it an expired lock looks like one that holds.
      defaultPolicyDn: z
        .string()
        .min(1)
        .optional()
        .describe(
          "The overlay's olcPPolicyDefault: cn=default,ou=policies,dc=acme,dc=test. Needed where there is not exactly one policy below baseDn.",
        ),
    }),
  ])
  .refine(({ url, startTls }) => !startTls || url.startsWith('ldap:'), {
    path: ['startTls'],
    error: 'goes with an ldap:// url: an ldaps:// one is encrypted from the start',
  });

export type LdapConfig = z.output<typeof ldapConfig>;
