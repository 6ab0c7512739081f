import type { InstructionsOperations } from '@access-account/contract';
import { z } from 'zod';
import { id, listOf, shapeOf, webAddress, words } from './result-shape.ts';
import type { ShapesOf } from './shapes-of.ts';

const mostSystems = 10_000;

const topic = z.enum(['unlock-account', 'reset-password', 'change-password', 'reset-mfa']);
const instructed = z.object({
  system: id,
  displayName: words,
  aliases: listOf(words, 100),
  topics: z.array(topic),
});
const instructions = z.object({
  title: words,
  text: words,
  link: z.object({ label: words, url: webAddress }).nullable(),
  locale: z.string().max(100),
});

export const instructionsShapes: ShapesOf<InstructionsOperations> = {
  'instructions.list': shapeOf(listOf(instructed, mostSystems)),
  'instructions.read': shapeOf(instructions.or(z.undefined())),
};
