export { render } from './render.ts';
export type { AccountName, HandOver, Sentence, SentenceKey, Sentences, VerifiedUnlock } from './sentence.ts';
export { sentence } from './sentence.ts';
