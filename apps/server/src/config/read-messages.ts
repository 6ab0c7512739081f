import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type OverrideFile, overrideProblems } from '@access-account/messages';
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { ConfigurationError } from './configuration-error.ts';

/** Where the organisation's own words lie unless the configuration says otherwise. */
const usual = 'messages';

export interface ReadMessagesOptions {
  /** As configured, relative to the configuration file; absent: the usual folder, where there is one. */
  readonly folder: string | undefined;
  /** Where relative paths start. */
  readonly directory: string;
}

/**
 * The organisation's own words: one file of sentences by key for each language, `de.yaml`, `pt-BR.yaml`.
 * @throws ConfigurationError naming the file, line, key and remedy of everything that is wrong in the first file that is.
 */
export function readMessages({ folder, directory }: ReadMessagesOptions): readonly OverrideFile[] {
  const path = resolve(directory, folder ?? usual);
  if (!existsSync(path)) {
    if (folder === undefined) return [];
    throw new ConfigurationError(path, [
      { line: null, key: 'languages.messages', summary: 'there is no such folder.', remedy: 'Correct the path.' },
    ]);
  }
  return readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => readOne(join(path, name), name.replace(/\.ya?ml$/, '')));
}

function readOne(file: string, language: string): OverrideFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const summary = `this is not valid YAML: ${error.message}.`;
    throw new ConfigurationError(file, [
      { line: lines.linePos(error.pos[0]).line, key: '(file)', summary, remedy: 'Correct the line.' },
    ]);
  }
  const found: OverrideFile = { file, language, sentences: document.toJS() };
  const problems = overrideProblems([found]);
  if (problems.length === 0) return found;
  const lineOf = new Map<string, number>();
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.range) lineOf.set(String(key.value), lines.linePos(key.range[0]).line);
    },
  });
  throw new ConfigurationError(
    file,
    problems.map(({ key, message, remedy }) => ({
      line: key === null ? null : (lineOf.get(key) ?? null),
      key: key ?? '(file)',
      summary: message,
      remedy,
    })),
  );
}
