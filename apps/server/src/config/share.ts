import { z } from 'zod';

/** A part of something such as `20%`; from 0 to 0.9 after validation. */
export function share(standard: string) {
  return z
    .string()
    .regex(/^([0-8]?\d|90)%$/, 'must be a share from 0% to 90%')
    .default(standard)
    .transform((text) => Number.parseInt(text, 10) / 100);
}
