import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Answers, Lexicon, RuleBook, Systems, Utterances, Vocabulary } from '@access-account/understanding';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigurationError } from '../config/configuration-error.ts';
import {
  answersSchema,
  learnedIntents,
  lexiconSchema,
  rulesSchema,
  systemsSchema,
  utterancesSchema,
} from './vocabulary-schemas.ts';

/**
 * The words of a folder: lexicon/<lang>.yaml, answers/<lang>.yaml, intents/<intent>/<lang>.yaml, negatives/<lang>.yaml, rules.yaml and
 * systems.yaml. What is not there is empty.
 * @throws ConfigurationError naming the file, line, key and remedy of everything that is wrong in the first file that is.
 */
export function readVocabulary(folder: string): Vocabulary {
  if (!existsSync(folder)) {
    throw new ConfigurationError(folder, [
      { line: null, key: 'languages.understanding', summary: 'there is no such folder.', remedy: 'Correct the path.' },
    ]);
  }
  return {
    lexicons: filesOf(folder, 'lexicon/*.yaml').map((file) => named(file, parsed<Lexicon>(file, lexiconSchema))),
    answers: filesOf(folder, 'answers/*.yaml').map((file) => named(file, parsed<Answers>(file, answersSchema))),
    utterances: [
      ...filesOf(folder, 'intents/*/*.yaml').map((file) => utterancesOf(file, intentOf(file))),
      ...filesOf(folder, 'negatives/*.yaml').map((file) => utterancesOf(file, 'out_of_scope')),
    ],
    ruleBook: only<RuleBook>(join(folder, 'rules.yaml'), rulesSchema, { shadows: [], rules: [] }),
    systems: only<Systems>(join(folder, 'systems.yaml'), systemsSchema, { wellKnown: [], aliases: {} }),
  };
}

/** In one order everywhere. */
function filesOf(folder: string, pattern: string): readonly string[] {
  return globSync(pattern, { cwd: folder })
    .toSorted()
    .map((file) => join(folder, file));
}

function utterancesOf(file: string, intent: string): Utterances {
  const { utterances } = parsed<Pick<Utterances, 'utterances'>>(file, utterancesSchema);
  return { intent, language: languageOf(file), utterances };
}

function intentOf(file: string): string {
  const intent = basename(join(file, '..'));
  if ((learnedIntents as readonly string[]).includes(intent)) return intent;
  throw new ConfigurationError(file, [
    {
      line: null,
      key: '(folder)',
      summary: `“${intent}” is no intent.`,
      remedy: `Use one of ${learnedIntents.join(', ')}.`,
    },
  ]);
}

function named<Words extends { readonly language: string }>(file: string, words: Words): Words {
  const language = languageOf(file);
  if (words.language === language) return words;
  throw new ConfigurationError(file, [
    {
      line: 1,
      key: 'language',
      summary: `is “${words.language}” in a file for “${language}”.`,
      remedy: 'Make them the same.',
    },
  ]);
}

function languageOf(file: string): string {
  return basename(file, '.yaml');
}

function only<Content>(file: string, schema: z.ZodType, absent: Content): Content {
  return existsSync(file) ? parsed<Content>(file, schema) : absent;
}

function parsed<Content>(file: string, schema: z.ZodType): Content {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const summary = `this is not valid YAML: ${error.message}.`;
    throw new ConfigurationError(file, [
      { line: lines.linePos(error.pos[0]).line, key: '(file)', summary, remedy: 'Correct the line.' },
    ]);
  }
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data as Content;
  throw new ConfigurationError(
    file,
    result.error.issues.map(({ path, message }) => {
      const node = document.getIn(path as (string | number)[], true);
      const line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : null;
      return {
        line,
        key: path.join('.') || '(file)',
        summary: `${message}.`,
        remedy: 'Correct it; the schema says what may stand here.',
      };
    }),
  );
}
