import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConfigurationProblem } from './configuration-error.ts';

const reference = /\$\{(env|file):([^}]+)\}/g;

export interface ResolveReferencesOptions {
  readonly value: unknown;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where relative `${file:…}` references start. */
  readonly directory: string;
}

export interface ResolvedReferences {
  readonly value: unknown;
  /** Everything a reference brought: what logs must never show. */
  readonly secrets: readonly string[];
  readonly problems: readonly (Omit<ConfigurationProblem, 'line'> & { readonly path: readonly (string | number)[] })[];
}

/** Replaces `${env:NAME}` and `${file:path}` in every string of a value. */
export function resolveReferences({ value, environment, directory }: ResolveReferencesOptions): ResolvedReferences {
  const secrets = new Set<string>();
  const problems: ResolvedReferences['problems'][number][] = [];

  function read(kind: string, name: string, path: readonly (string | number)[]): string {
    if (kind === 'env') {
      const found = environment[name];
      if (found !== undefined && found !== '') return found;
      problems.push({
        path,
        key: path.join('.'),
        summary: `the environment variable ${name} is not set.`,
        remedy: `Set ${name} before the start.`,
      });
      return '';
    }
    try {
      return readFileSync(resolve(directory, name), 'utf8').trimEnd();
    } catch (error) {
      problems.push({
        path,
        key: path.join('.'),
        summary: `the file ${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        remedy: 'Check the path, relative to the configuration file, and that this user may read it.',
      });
      return '';
    }
  }

  function walk(node: unknown, path: readonly (string | number)[]): unknown {
    if (typeof node === 'string') {
      return node.replaceAll(reference, (_, kind: string, name: string) => {
        const found = read(kind, name, path);
        if (found.length >= 4) secrets.add(found);
        return found;
      });
    }
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...path, index]));
    if (typeof node === 'object' && node !== null) {
      return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, walk(item, [...path, key])]));
    }
    return node;
  }

  return { value: walk(value, []), secrets: [...secrets], problems };
}
