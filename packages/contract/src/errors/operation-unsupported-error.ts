import { ConnectorError } from './connector-error.ts';

/** The connector cannot do this, for this account or at all; nothing was sent to the provider. */
export class OperationUnsupportedError extends ConnectorError {
  readonly code = 'operation-unsupported';
  readonly isRetryable = false;
}
