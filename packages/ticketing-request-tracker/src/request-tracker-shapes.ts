import { z } from 'zod';

/** Request Tracker gives ids as numbers or as text, by its mood. */
const id = z.union([z.string(), z.number()]).transform(String);

export const createdShape = z.object({ id });

export const ticketShape = z.object({
  id,
  Status: z.string(),
  _hyperlinks: z.array(z.object({ ref: z.string(), _url: z.string().optional() })),
});

export type RequestTrackerTicket = z.output<typeof ticketShape>;

export const foundShape = z.object({ items: z.array(z.object({ id })) });

/** Sentences in the language of the user, for people. */
export const messagesShape = z.array(z.string().nullable());

export const historyShape = z.object({
  items: z.array(z.object({ Type: z.string(), Data: z.string().nullish() })),
  pages: z.number(),
});

export const queueShape = z.object({ _hyperlinks: z.array(z.object({ ref: z.string() })) });
