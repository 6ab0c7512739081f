// nlp.js with its own defaults, taught with the same sentences in the same languages. https://github.com/axa-group/nlp.js
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { measureWords, readWordsOptions } from './read-words.ts';

interface Nlp {
  settings: { autoSave: boolean; log: boolean };
  addLanguage(languages: readonly string[]): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<void>;
  export(): string;
  import(model: string): void;
  /** Finds out the language by itself. */
  process(text: string): Promise<{ readonly intent: string }>;
}

interface Container {
  use(plugin: unknown): void;
  get(name: 'nlp'): Nlp;
}

const languages = ['de', 'en', 'es', 'fr', 'it', 'ja', 'pt'];
const load = createRequire(new URL('../nlpjs/package.json', import.meta.url));

async function open(): Promise<Nlp> {
  const { containerBootstrap } = load('@nlpjs/core') as { containerBootstrap(): Promise<Container> };
  const container = await containerBootstrap();
  container.use((load('@nlpjs/nlp') as { Nlp: unknown }).Nlp);
  container.use((load('@nlpjs/language') as { Language: unknown }).Language);
  for (const language of languages) {
    const name = `Lang${language[0]?.toUpperCase()}${language[1]}`;
    container.use((load(`@nlpjs/lang-${language}`) as Readonly<Record<string, unknown>>)[name]);
  }
  const nlp = container.get('nlp');
  nlp.settings.autoSave = false;
  nlp.settings.log = false;
  nlp.addLanguage(languages);
  return nlp;
}

const options = await readWordsOptions();
if (options.learn) {
  const nlp = await open();
  for (const { text, intent, language } of options.utterances) nlp.addDocument(language.slice(0, 2), text, intent);
  await nlp.train();
  writeFileSync(options.file, nlp.export());
  process.send?.(null, undefined, undefined, () => process.disconnect());
} else {
  await measureWords(options, async () => {
    const nlp = await open();
    nlp.import(readFileSync(options.file, 'utf8'));
    return async (text) => {
      // Of a text in no language that it knows, it fails.
      const { intent } = await nlp.process(text).catch(() => ({ intent: 'None' }));
      return intent === 'None' ? null : intent;
    };
  });
}
