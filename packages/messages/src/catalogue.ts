import type { SentenceKey } from './sentence.ts';

/** Every sentence in one language, as ICU MessageFormat. A missing or a superfluous key does not compile. */
export type Catalogue = Readonly<Record<SentenceKey, string>>;
