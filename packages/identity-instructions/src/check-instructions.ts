import type { Diagnostic } from '@access-account/contract';
import { type InstructionsClient, type InstructionsFile, pathOf } from './instructions-client.ts';

/** Reads every file as a person would be shown it, and names each one that cannot be shown. */
export async function checkInstructions(client: InstructionsClient): Promise<readonly Diagnostic[]> {
  try {
    const articles = client.articles.all;
    const files = await client.files().catch((error: unknown) => {
      if (articles.length > 0) return [];
      throw error;
    });
    const findings = await Promise.all(files.map((file) => checkFile({ client, file })));
    const warnings = [...findings.flat(), ...missing({ client, files: [...files, ...articles] })];
    return [...allWell(files.length), ...warnings, ...(await checkArticles(client))];
  } catch {
    return ['instructions.list', 'instructions.read'].map((operation) => ({
      severity: 'error',
      operation,
      summary: `The folder ${client.config.directory} cannot be read.`,
      remedy: 'Create it, or let the product read it; `directory` is relative to the configuration file.',
    }));
  }
}

function allWell(count: number): readonly Diagnostic[] {
  const summary = count === 1 ? '1 file is there.' : `${count} files are there.`;
  return ['instructions.list', 'instructions.read'].map((operation) => ({
    severity: 'ok',
    operation,
    summary,
    remedy: '',
  }));
}

/** Fetches what is due, and tells of every source that is away since when, and what is served meanwhile. */
async function checkArticles({ articles }: InstructionsClient): Promise<readonly Diagnostic[]> {
  await articles.refresh();
  return (await articles.states()).flatMap(({ article, fetchedAt, trouble }) => {
    if (trouble === null) return [];
    const meanwhile = fetchedAt === null ? 'There is no copy of it' : `The copy of ${fetchedAt} is served`;
    return [warning(`${article.url} ${trouble.problem}, since ${trouble.since}. ${meanwhile}.`, trouble.remedy)];
  });
}

interface FileOptions {
  readonly client: InstructionsClient;
  readonly file: InstructionsFile;
}

async function checkFile({ client, file }: FileOptions): Promise<readonly Diagnostic[]> {
  const parsed = await client.parse(file).catch(() => ({
    isGood: false as const,
    problem: 'cannot be read',
    remedy: 'Let the product read it.',
  }));
  if (parsed.isGood) return [];
  return [warning(`${pathOf(file)} ${parsed.problem}.`, parsed.remedy)];
}

interface MissingOptions {
  readonly client: InstructionsClient;
  readonly files: readonly InstructionsFile[];
}

function missing({ client: { config }, files }: MissingOptions): readonly Diagnostic[] {
  const language = config.defaultLanguage;
  const topics = new Map(files.map((file) => [`${file.system}/${file.topic}`, file] as const));
  const untranslated = [...topics.values()].filter(
    ({ system, topic }) =>
      !files.some(
        (file) =>
          file.system === system && file.topic === topic && file.language.split('-')[0] === language.split('-')[0],
      ),
  );
  const empty = Object.keys(config.systems).filter((system) => !files.some((file) => file.system === system));
  return [
    ...untranslated.map((file) =>
      warning(
        `${file.system}/${file.topic} is not there in the default language.`,
        `Add ${pathOf({ ...file, language })}.`,
      ),
    ),
    ...empty.map((system) =>
      warning(
        `${system} is configured, but has no instructions.`,
        `Add a file such as ${system}/reset-password.${language}.md.`,
      ),
    ),
  ];
}

function warning(summary: string, remedy: string): Diagnostic {
  return { severity: 'warning', operation: 'instructions.read', summary, remedy };
}
