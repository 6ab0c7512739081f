import type { OverrideProblem } from './override-problems.ts';

/** An organisation's own words cannot be used. The message names every file and key with what to do about it. */
export class OverridesInvalidError extends Error {
  readonly problems: readonly OverrideProblem[];

  constructor(problems: readonly OverrideProblem[]) {
    super(
      problems
        .map(({ file, key, message, remedy }) => `${file}${key === null ? '' : `: ${key}`}: ${message} ${remedy}`)
        .join('\n'),
    );
    this.name = 'OverridesInvalidError';
    this.problems = problems;
  }
}
