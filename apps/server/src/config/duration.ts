import { z } from 'zod';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration such as `30s`, `6h` or `250ms`; milliseconds after validation. Shorter than `least` is refused: it would only keep machines busy. */
export function duration(standard: string, least = '0ms') {
  return z
    .string()
    .regex(/^\d{1,9}(ms|s|m|h|d)$/, 'must be a number with a unit, such as 30s, 5m, 6h or 1d')
    .default(standard)
    .transform(milliseconds)
    .refine((given) => given >= milliseconds(least), `must be ${least} or longer`);
}

function milliseconds(text: string): number {
  const [, amount = '0', unit = 's'] = /^(\d+)(\w+)$/.exec(text) ?? [];
  return Number(amount) * units[unit as keyof typeof units];
}
