export interface StartErrorOptions {
  readonly summary: string;
  readonly remedy: string;
  readonly cause?: unknown;
}

/** Why the product cannot start, and what to do about it. Printed without a stack. */
export class StartError extends Error {
  readonly summary: string;
  readonly remedy: string;

  constructor({ summary, remedy, cause }: StartErrorOptions) {
    super(`${summary} ${remedy}`, cause === undefined ? undefined : { cause });
    this.name = 'StartError';
    this.summary = summary;
    this.remedy = remedy;
  }
}
