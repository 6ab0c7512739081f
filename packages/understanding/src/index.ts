export { readLanguage } from './read-language.ts';
export type { Intent, KnownSystem, Reading, UnderstandInput } from './reading.ts';
export { understand } from './understand.ts';
