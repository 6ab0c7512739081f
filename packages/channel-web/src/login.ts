import { z } from 'zod';

/** A login as the chat's user id. Directories ignore its case, so the chat does too: one person, one conversation. */
export const login = z
  .string()
  .trim()
  .min(1, 'A login is needed.')
  .max(200, 'A login holds at most 200 characters.')
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), 'A login holds no control characters.')
  .transform((value) => value.normalize('NFC').toLowerCase());
