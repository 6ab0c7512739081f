import { ConnectorError } from './connector-error.ts';

/** The answer was lost after the change may have happened. A lost answer is not a failure: the core reads the provider before it does anything else. */
export class AmbiguousOutcomeError extends ConnectorError {
  readonly code = 'ambiguous-outcome';
  readonly isRetryable = true;
}
