import { ConnectorError } from './connector-error.ts';

/** The connector's configuration cannot work, whatever the provider's state. */
export class ConfigurationInvalidError extends ConnectorError {
  readonly code = 'configuration-invalid';
  readonly isRetryable = false;
}
