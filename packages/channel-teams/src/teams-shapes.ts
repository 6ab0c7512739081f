import { z } from 'zod';

/** What is used of Microsoft’s answers. Everything else in them is left alone. */

const id = z.string().min(1).max(1000);

export const resource = z.object({ id });
export const anyAnswer = z.unknown();

/** TeamsChannelAccount; the object id has two names. */
export const member = z.object({
  id,
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
});

export type Member = z.infer<typeof member>;

export const graphUser = z.object({
  id,
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
});

export type GraphUser = z.infer<typeof graphUser>;

export const graphUsers = z.object({ value: z.array(graphUser) });
export const installations = z.object({ value: z.array(resource) });
