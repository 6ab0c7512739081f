import { ConnectorError } from './connector-error.ts';

/** The provider cannot be reached or says it is not able to serve now. */
export class UnavailableError extends ConnectorError {
  readonly code = 'unavailable';
  readonly isRetryable = true;
}
