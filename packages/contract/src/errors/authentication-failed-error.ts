import { ConnectorError } from './connector-error.ts';

/** The provider does not accept the connector's own credentials. */
export class AuthenticationFailedError extends ConnectorError {
  readonly code = 'authentication-failed';
  readonly isRetryable = false;
}
