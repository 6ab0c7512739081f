import { secret } from '@access-account/connector-kit';
import { z } from 'zod';

/** What an assistant thread offers before anything was said. Four are shown. */
const prompts = [
  { title: 'Unlock my account', message: 'Unlock my account' },
  { title: 'Reset my password', message: 'I forgot my password' },
  { title: 'Reset MFA', message: 'I lost my phone' },
  { title: 'I cannot sign in', message: 'I cannot sign in' },
];

export const slackConfig = z
  .strictObject({
    teamId: z
      .string()
      .regex(/^T[A-Z0-9]{2,20}$/, 'must be a workspace id: T0123ABCD')
      .describe('The workspace. Whatever comes from another one is refused.'),
    botToken: secret('The bot token of the app in this workspace: xoxb-…'),
    signingSecrets: z
      .array(secret('A signing secret.'))
      .max(4)
      .default([])
      .describe('The app’s signing secret, with events by HTTP. While it is replaced, the new one and the old one.'),
    appToken: secret('The app-level token (connections:write), with events by Socket Mode: xapp-…').optional(),
    emailTrust: z
      .enum(['sso', 'none'])
      .describe(
        'Who says what somebody’s e-mail address in Slack is. `sso`: the organisation alone (single sign-on or SCIM, and people cannot change it): people are known by it at first sight. `none`: anybody for themselves: nobody is known by it.',
      ),
    displayName: z.string().min(1).default('Slack').describe('What people call it in messages.'),
    suggestedPrompts: z
      .array(z.strictObject({ title: z.string().min(1).max(75), message: z.string().min(1).max(500) }))
      .max(4)
      .default(prompts)
      .describe('What a new assistant thread offers to say.'),
    apiUrl: z
      .string()
      .regex(
        /^(https:\/\/[^?#@\s]+|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/[^?#\s]*)?)$/,
        'must be an https address (http only on loopback)',
      )
      .default('https://slack.com/api')
      .describe('Slack’s Web API.'),
  })
  .refine(({ signingSecrets, appToken }) => signingSecrets.length > 0 || appToken !== undefined, {
    error: 'needs signingSecrets (events by HTTP) or appToken (Socket Mode)',
  })
  .meta({ title: 'Slack' });

export type SlackConfig = z.output<typeof slackConfig>;
