/** One thing that is wrong with a configuration file. */
export interface ConfigurationProblem {
  /** 1-based; null where the file as a whole is meant. */
  readonly line: number | null;
  /** Dotted: `connectors.ad.config.url`. */
  readonly key: string;
  readonly summary: string;
  readonly remedy: string;
}

/** A configuration the product refuses to start with: all that is wrong, at once. */
export class ConfigurationError extends Error {
  readonly file: string;
  readonly problems: readonly ConfigurationProblem[];

  constructor(file: string, problems: readonly ConfigurationProblem[]) {
    super(
      problems
        .map(
          ({ line, key, summary, remedy }) => `${file}${line === null ? '' : `:${line}`} ${key}: ${summary} ${remedy}`,
        )
        .join('\n'),
    );
    this.name = 'ConfigurationError';
    this.file = file;
    this.problems = problems;
  }
}
