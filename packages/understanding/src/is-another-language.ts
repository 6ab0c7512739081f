import { isJapanese, languageScores } from './language-scores.ts';
import type { Word } from './words.ts';

/** Whether what was written is rather another language than English: English grammar then says nothing about it. */
export function isAnotherLanguage(words: readonly Word[]): boolean {
  const texts = words.map(({ text }) => text);
  const [first] = languageScores(texts.flatMap((text) => text.split(' ')));
  const isForeign = first !== undefined && first.score > 0 && first.language !== 'en';
  return isForeign || texts.some(isJapanese);
}
