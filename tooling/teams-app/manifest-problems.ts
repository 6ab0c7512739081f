import { z } from 'zod';

const guid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, 'must be an id: 00000000-0000-…');
const text = (most: number) => z.string().min(1).max(most);
const httpsUrl = z
  .string()
  .regex(/^https:\/\//, 'must begin with https://')
  .max(2048);
const scopes = z.array(z.literal('personal')).length(1);

/** The part of Microsoft’s schema, version 1.19, that our manifest uses: nothing else may be in it, and nothing be too long. */
const schema = z.strictObject({
  $schema: httpsUrl,
  manifestVersion: z.literal('1.19'),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'must be a version: 1.0.0')
    .max(256),
  id: guid,
  developer: z.strictObject({ name: text(32), websiteUrl: httpsUrl, privacyUrl: httpsUrl, termsOfUseUrl: httpsUrl }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4000) }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes,
        isNotificationOnly: z.boolean(),
        supportsFiles: z.boolean(),
        supportsCalling: z.boolean(),
        supportsVideo: z.boolean(),
        commandLists: z
          .array(
            z.strictObject({
              scopes,
              commands: z.array(z.strictObject({ title: text(32), description: text(128) })).max(10),
            }),
          )
          .max(3),
      }),
    )
    .length(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(text(2048)).max(16),
  webApplicationInfo: z.strictObject({ id: guid, resource: text(2048) }),
  defaultInstallScope: z.literal('personal'),
});

/** What is wrong with a manifest; empty: nothing. */
export function manifestProblems(manifest: unknown): readonly string[] {
  const { error } = schema.safeParse(manifest);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}
