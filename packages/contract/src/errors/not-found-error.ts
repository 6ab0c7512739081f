import { ConnectorError } from './connector-error.ts';

/** The account, ticket or message is not there (any more). */
export class NotFoundError extends ConnectorError {
  readonly code = 'not-found';
  readonly isRetryable = false;
}
