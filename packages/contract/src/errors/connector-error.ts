const marker = Symbol.for('access-account.connector-error');

/** The closed set of what can go wrong between Access Account and a provider. */
export type ConnectorErrorCode =
  | 'ambiguous-outcome'
  | 'authentication-failed'
  | 'configuration-invalid'
  | 'conflict'
  | 'not-found'
  | 'operation-unsupported'
  | 'permission-denied'
  | 'rate-limited'
  | 'response-invalid'
  | 'timed-out'
  | 'unavailable';

export interface ConnectorErrorOptions {
  /** Who: the connector's name or display name. */
  readonly system: string;
  /** What happened, in one sentence, without secrets and without the provider's raw answer. */
  readonly summary: string;
  /** What an administrator does about it. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/** The base of all connector errors. Recognised by a marker, since `instanceof` breaks across duplicate installs. */
export abstract class ConnectorError extends Error {
  abstract readonly code: ConnectorErrorCode;
  /** Whether the same call may succeed later without anybody changing anything. */
  abstract readonly isRetryable: boolean;
  readonly system: string;
  readonly summary: string;
  readonly remedy: string;
  readonly [marker] = true;

  constructor({ system, summary, remedy, cause }: ConnectorErrorOptions) {
    super(`${system}: ${summary} ${remedy}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.system = system;
    this.summary = summary;
    this.remedy = remedy;
  }

  static isInstance(error: unknown): error is ConnectorError {
    return typeof error === 'object' && error !== null && (error as { [marker]?: boolean })[marker] === true;
  }
}
