import { ConnectorError, type ConnectorErrorOptions } from './connector-error.ts';

/** The connector's credentials are good but not allowed to do this. */
export class PermissionDeniedError extends ConnectorError {
  readonly code = 'permission-denied';
  readonly isRetryable = false;
  /** What to grant, in the provider's own words. */
  readonly missing: string;

  constructor(options: ConnectorErrorOptions & { readonly missing: string }) {
    super(options);
    this.missing = options.missing;
  }
}
