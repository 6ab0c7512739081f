import { secret } from '@access-account/connector-kit';
import { z } from 'zod';

export const webConfig = z
  .strictObject({
    personas: z.boolean().optional().meta({
      description:
        'Whether anybody at this machine may chat as any person by typing a login. Unset: only beside a sandbox directory.',
    }),
    signIn: z
      .strictObject({
        issuer: z
          .url({ protocol: /^https?$/ })
          .refine(
            (url) => url.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url),
            'must be https, or http on this machine alone',
          )
          .meta({ description: 'The OpenID provider, as its tokens name it: https://acme.okta.com.' }),
        clientId: z.string().min(1),
        clientSecret: secret('A reference. Absent: a public client; PKCE is used either way.').optional(),
        claim: z.string().min(1).default('sub').meta({
          description: 'The claim that is the id of the person’s account in the directory. Okta: sub; Entra ID: oid.',
        }),
      })
      .optional()
      .meta({
        description:
          'Where people sign in: register `<publicUrl>/connectors/<name>/sign-in/callback` there. With it there are no personas.',
      }),
    embedIn: z
      .array(z.string().refine(isOrigin, 'must be an origin: https://intranet.acme.com, or http on this machine alone'))
      .max(20)
      .default([])
      .meta({
        description:
          'Origins of the pages that may show the chat, such as https://intranet.acme.com. They belong to the same site as publicUrl, or browsers keep the sign-in from the frame.',
      }),
    displayName: z
      .string()
      .min(1)
      .max(80)
      .default('Access Account')
      .meta({ description: 'The name at the top of the chat page.' }),
  })
  .meta({ title: 'Web chat' });

function isOrigin(text: string): boolean {
  const isSafe = /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(text);
  return isSafe && URL.canParse(text) && new URL(text).origin === text;
}

export type WebConfig = z.infer<typeof webConfig>;
