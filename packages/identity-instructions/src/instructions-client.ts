import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import {
  type InstructedSystem,
  type Instructions,
  type InstructionTopic,
  type Logger,
  type ReadInstructionsInput,
  UnavailableError,
} from '@access-account/contract';
import type { Articles } from './articles.ts';
import { type InstructionsConfig, systemName, topics } from './instructions-config.ts';
import { nearestLanguage } from './nearest-language.ts';
import { type ParsedInstructions, parseInstructions } from './parse-instructions.ts';

export interface InstructionsClientOptions {
  readonly config: InstructionsConfig;
  /** Absolute. */
  readonly directory: string;
  readonly articles: Articles;
  readonly logger: Logger;
}

/** One file there is. */
export interface InstructionsFile {
  readonly system: string;
  readonly topic: InstructionTopic;
  readonly language: string;
}

const fileName = /^(?<topic>[a-z-]{1,40})\.(?<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\.md$/;

/** The files, read live at every call. What cannot be read any more, or has become unreadable by an edit, is served as it last was good. */
export class InstructionsClient {
  readonly config: InstructionsConfig;
  readonly directory: string;
  readonly articles: Articles;
  readonly #logger: Logger;
  readonly #lastGood = new Map<string, Instructions>();
  #lastFiles: readonly InstructionsFile[] | undefined;

  constructor({ config, directory, articles, logger }: InstructionsClientOptions) {
    this.config = config;
    this.directory = directory;
    this.articles = articles;
    this.#logger = logger;
  }

  async systems(): Promise<readonly InstructedSystem[]> {
    const files = [...(await this.#filesOrLast()), ...this.articles.all];
    const names = [...new Set(files.map(({ system }) => system))].sort();
    return names.map((system) => ({
      system,
      displayName: this.config.systems[system]?.displayName ?? system,
      aliases: this.config.systems[system]?.aliases ?? [],
      topics: topics.filter((topic) => files.some((file) => file.system === system && file.topic === topic)),
    }));
  }

  async read({ system, topic, locale }: ReadInstructionsInput): Promise<Instructions | undefined> {
    const isAsked = (file: InstructionsFile) => file.system === system && file.topic === topic;
    const files = (await this.#filesOrLast()).filter(isAsked);
    const articles = this.articles.all.filter(isAsked);
    const available = new Set([...articles, ...files].map(({ language }) => language));
    while (available.size > 0) {
      const near = { wanted: locale, fallback: this.config.defaultLanguage, available: [...available] };
      const language = nearestLanguage(near) ?? '';
      const article = articles.find((one) => one.language === language);
      const content = article === undefined ? undefined : await this.articles.read(article);
      if (content !== undefined) return { ...content, locale: language };
      const file = files.find((one) => one.language === language);
      const read = file === undefined ? undefined : await this.#readOrLast(file);
      if (read !== undefined) return read;
      available.delete(language);
    }
    return undefined;
  }

  /** Every file there is. @throws the file system's own error when the directory cannot be read. */
  async files(): Promise<readonly InstructionsFile[]> {
    const folders = await readdir(this.directory, { withFileTypes: true });
    const names = folders.map(({ name }) => name).filter((name) => systemName.safeParse(name).success);
    const files = await Promise.all(names.map((system) => this.#filesOf(system)));
    return files.flat();
  }

  /** @throws the file system's own error when the file cannot be read, or lies elsewhere. */
  async parse(file: InstructionsFile): Promise<ParsedInstructions> {
    const path = await realpath(join(this.directory, pathOf(file)));
    if (!path.startsWith((await realpath(this.directory)) + sep)) {
      return {
        isGood: false,
        problem: 'is a link to a place outside the directory',
        remedy: 'Put a copy in its place.',
      };
    }
    return parseInstructions(await readFile(path, 'utf8'));
  }

  async #filesOf(system: string): Promise<readonly InstructionsFile[]> {
    const names = await readdir(join(this.directory, system)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return [];
      throw error;
    });
    return names.flatMap((name) => {
      const { topic, language } = fileName.exec(name)?.groups ?? {};
      const known = topics.find((each) => each === topic);
      return known === undefined || language === undefined ? [] : [{ system, topic: known, language }];
    });
  }

  async #filesOrLast(): Promise<readonly InstructionsFile[]> {
    try {
      this.#lastFiles = await this.files();
      return this.#lastFiles;
    } catch (cause) {
      // With articles a folder is not needed.
      if (this.#lastFiles === undefined && this.articles.all.length > 0) return [];
      if (this.#lastFiles === undefined) throw this.#unavailable(cause);
      this.#logger.warn('The instructions cannot be read now; the last good copies are served.');
      return this.#lastFiles;
    }
  }

  async #readOrLast(file: InstructionsFile): Promise<Instructions | undefined> {
    const path = pathOf(file);
    const last = this.#lastGood.get(path);
    try {
      const parsed = await this.parse(file);
      if (parsed.isGood) {
        const instructions = { ...parsed.content, locale: file.language };
        this.#lastGood.set(path, instructions);
        return instructions;
      }
      this.#logger.warn(`The instructions file ${parsed.problem}.`, { file: path, remedy: parsed.remedy });
    } catch (cause) {
      if (last === undefined) throw this.#unavailable(cause);
      this.#logger.warn('An instructions file cannot be read now; its last good copy is served.', { file: path });
    }
    return last;
  }

  #unavailable(cause: unknown): UnavailableError {
    return new UnavailableError({
      system: 'Instructions',
      summary: `The folder ${this.config.directory} or a file in it cannot be read.`,
      remedy: 'Create it, or let the product read it; `directory` is relative to the configuration file.',
      cause,
    });
  }
}

export function pathOf({ system, topic, language }: InstructionsFile): string {
  return `${system}/${topic}.${language}.md`;
}
