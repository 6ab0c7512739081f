import { cleanText } from './clean-text.ts';
import { isJapanese, languageScores } from './language-scores.ts';

/** Below it a sentence is too short to tell: two words of grammar, or one and what it is about. */
const enough = 3;
const fewestWords = 3;

/**
 * The one of the languages (BCP 47) that a text is written in; null where that is not sure: a few words, a name, a mixture, or
 * another language. An answer in the wrong language is worse than one in the language the person had so far.
 */
export function readLanguage(text: string, languages: readonly string[]): string | null {
  const clean = withoutQuotations(cleanText(text));
  const language = japanese(clean) ?? bySmallWords(clean);
  if (language === null) return null;
  return languages.find((one) => one.split('-')[0] === language) ?? null;
}

/** What an error message says, or an address, is nobody's language. */
export function withoutQuotations(text: string): string {
  return text.replace(/"[^"\n]*"|(?<![^\s"])[^\s"@/\\]*[@/\\]\S*/g, ' ');
}

/** A word in kana may be a name: it takes hiragana, which holds sentences together, or several words' worth of katakana. */
function japanese(text: string): 'ja' | null {
  if (!isJapanese(text)) return null;
  const count = (script: RegExp) => text.match(script)?.length ?? 0;
  const hiragana = count(/\p{Script=Hiragana}/gu);
  const katakana = count(/[\p{Script=Katakana}ー]/gu);
  const han = count(/\p{Script=Han}/gu);
  const own = hiragana + katakana + han;
  const isSentence = (hiragana > 0 && own >= 6) || katakana >= 8;
  return isSentence && own >= count(/\p{Script=Latin}/gu) ? 'ja' : null;
}

function bySmallWords(text: string): string | null {
  const words = text.match(/[\p{L}\p{M}][\p{L}\p{M}'-]*/gu) ?? [];
  if (words.length < fewestWords || isName(words)) return null;
  const [first, second] = languageScores(words);
  if (first === undefined || !first.hasGrammar || first.score < enough) return null;
  return first.score >= 2 * (second?.score ?? 0) ? first.language : null;
}

/** "Le Thi Ho", "My Access Portal": every word with a capital, and not all of them in capitals. */
function isName(words: readonly string[]): boolean {
  return words.every((word) => /^\p{Lu}/u.test(word)) && words.some((word) => /\p{Ll}/u.test(word));
}
