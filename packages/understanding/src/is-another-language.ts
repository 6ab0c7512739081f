import type { Word } from './words.ts';

/** Small words of the catalogue's languages that English does not have: where one stands, English grammar says nothing. */
const smallWords = new Set(
  [
    'ich mich mir mein meine meinen meinem meiner habe hab bin kann nicht bitte und ist wie vom beim kein keine',
    'je j mes suis pas passe oublié perdu compte veuillez bonjour',
    'mi mis yo he olvidé olvidado está cuenta contraseña puedo necesito',
    'mio mia miei ho il dimenticato perso bloccato sono posso',
    'meu minha esqueci não está conta senha perdi estou preciso',
  ].flatMap((line) => line.split(' ')),
);
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Whether what was written is certainly not English. */
export function isAnotherLanguage(words: readonly Word[]): boolean {
  return words.some(({ text }) => {
    const small = text.toLowerCase().replace(/['’]/g, '’');
    return smallWords.has(small) || smallWords.has(small.split('’')[0] ?? '') || japanese.test(text);
  });
}
