export { render } from './render.ts';
export type {
  AccountName,
  FactorName,
  HandOver,
  Sentence,
  SentenceKey,
  Sentences,
  StartedPassword,
  VerifiedRemoval,
  VerifiedRevocation,
  VerifiedUnlock,
} from './sentence.ts';
export { sentence } from './sentence.ts';
