import { renderer } from './renderer.ts';
import type { Sentence } from './sentence.ts';

const own = renderer();

/**
 * Puts a sentence into the product's own words.
 * @param locale BCP 47; one that no language serves gets English.
 * @throws TypeError for a sentence that claims an act without an outcome that was read back.
 */
export function render(sentence: Sentence, locale: string): string {
  return own.render(sentence, locale);
}
