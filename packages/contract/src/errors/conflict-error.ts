import { ConnectorError } from './connector-error.ts';

/** The provider refuses because its state is another than the call assumed. */
export class ConflictError extends ConnectorError {
  readonly code = 'conflict';
  readonly isRetryable = false;
}
