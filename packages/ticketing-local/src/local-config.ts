import { z } from 'zod';

export const localConfig = z.strictObject({
  displayName: z.string().min(1).max(100).default('Service Desk').meta({
    description: 'What people are told this desk is called.',
  }),
});
