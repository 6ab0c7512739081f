import type { Diagnostic } from '@access-account/contract';
import { z } from 'zod';
import { shapeOf, words } from './result-shape.ts';

/** What a connector's `check` answers. */
export const diagnosticsShape = shapeOf<readonly Diagnostic[]>(
  z
    .array(
      z.object({
        severity: z.enum(['ok', 'warning', 'error']),
        operation: words.exactOptional(),
        summary: words,
        remedy: words,
      }),
    )
    .max(1000),
);
