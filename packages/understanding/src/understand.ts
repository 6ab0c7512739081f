import { model } from './artefact/model.ts';
import { vocabulary } from './artefact/vocabulary.ts';
import type { Knowledge } from './knowledge.ts';
import type { Reading, UnderstandInput } from './reading.ts';
import { Understanding } from './understanding.ts';

/** What comes with the package. */
export const shippedKnowledge: Knowledge = { vocabulary, model };

let shipped: Understanding | undefined;

/** Reads what somebody wrote with what comes with the package. */
export function understand(input: UnderstandInput): Reading {
  shipped ??= new Understanding(shippedKnowledge);
  return shipped.read(input);
}
