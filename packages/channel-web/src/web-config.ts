import { z } from 'zod';

export const webConfig = z
  .strictObject({
    personas: z.boolean().optional().meta({
      description:
        'Whether anybody at this machine may chat as any person by typing a login. Unset: only beside a sandbox directory.',
    }),
    displayName: z
      .string()
      .min(1)
      .max(80)
      .default('Access Account')
      .meta({ description: 'The name at the top of the chat page.' }),
  })
  .meta({ title: 'Web chat' });

export type WebConfig = z.infer<typeof webConfig>;
