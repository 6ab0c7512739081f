import { ConnectorError } from './connector-error.ts';

/** The provider answered with something that is not what it promises; nothing is concluded from it. */
export class ResponseInvalidError extends ConnectorError {
  readonly code = 'response-invalid';
  readonly isRetryable = false;
}
