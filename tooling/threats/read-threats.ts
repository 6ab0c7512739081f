import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test that observes a control: all of a file's, or those whose name holds a text. */
export interface Observation {
  /** From the repository's root. */
  readonly file: string;
  readonly name: string | null;
}

export interface Threat {
  readonly id: string;
  readonly threat: string;
  readonly observations: readonly Observation[];
}

export const page = 'docs/security/threat-model.md';

/** The rows of the threat model. @throws Error where a row is not as the others are */
export function readThreats(root: string): readonly Threat[] {
  const rows = readFileSync(join(root, page), 'utf8')
    .split('\n')
    .filter((line) => /^\| [A-Z]\d+ \|/.test(line));
  return rows.map((line) => {
    const [id = '', threat = '', , observed = '', ...others] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const observations = observed.split(' · ').map((one): Observation => {
      const [, file, name] = /^`([^`]+\.test\.ts)`(?: (.+))?$/.exec(one) ?? [];
      if (file === undefined) throw new Error(`${page}: ${id} is observed by “${one}”, which names no test.`);
      return { file, name: name ?? null };
    });
    if (others.length > 0) throw new Error(`${page}: ${id} has more columns than there are.`);
    return { id, threat, observations };
  });
}
