import { ConnectorError, type ConnectorErrorOptions } from './connector-error.ts';

/** The provider asks for fewer calls. */
export class RateLimitedError extends ConnectorError {
  readonly code = 'rate-limited';
  readonly isRetryable = true;
  /** Milliseconds to wait, as the provider said (Retry-After) or the connector reckons. */
  readonly retryAfter: number;

  constructor(options: ConnectorErrorOptions & { readonly retryAfter: number }) {
    super(options);
    this.retryAfter = options.retryAfter;
  }
}
