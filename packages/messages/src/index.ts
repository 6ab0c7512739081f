export type { ChooseLocaleInput } from './choose-locale.ts';
export { chooseLocale } from './choose-locale.ts';
export type { OverrideFile, OverrideProblem } from './override-problems.ts';
export { overrideProblems } from './override-problems.ts';
export { OverridesInvalidError } from './overrides-invalid-error.ts';
export { render } from './render.ts';
export type { Renderer, RendererOptions } from './renderer.ts';
export { renderer } from './renderer.ts';
export type {
  AccountName,
  FactorName,
  HandOver,
  HelpName,
  Moment,
  Sentence,
  SentenceKey,
  Sentences,
  StartedPassword,
  Suspected,
  Trouble,
  VerifiedRemoval,
  VerifiedRevocation,
  VerifiedUnlock,
} from './sentence.ts';
export { sentence } from './sentence.ts';
