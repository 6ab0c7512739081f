import { z } from 'zod';

/** What people call it is its id, unless the receiver says otherwise; a link is shown to people, and never followed. */
export const referenceShape = z
  .object({
    id: z.string().min(1).max(200),
    number: z.string().min(1).max(100).optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .nullish()
      .transform((url) => url ?? null),
  })
  .transform(({ id, number = id, url }) => ({ id, number, url }));

export const statusShape = z.object({ status: z.enum(['open', 'handed-off', 'resolved']) });

/** Whatever it is: that it was taken is all that counts. */
export const taken = z.unknown();

export const readyShape = z.object({ ready: z.literal(true) });
