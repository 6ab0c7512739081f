import { ConnectorError } from './connector-error.ts';

/** The provider did not answer before the deadline of a call that changes nothing. */
export class TimedOutError extends ConnectorError {
  readonly code = 'timed-out';
  readonly isRetryable = true;
}
