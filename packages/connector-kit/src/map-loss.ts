import { AmbiguousOutcomeError, type ConnectorError, TimedOutError, UnavailableError } from '@access-account/contract';

export interface Loss {
  /** What `fetch` threw. */
  readonly error: unknown;
  readonly system: string;
  /** Whether the request may have changed something. */
  readonly changes: boolean;
  /** Whether nobody waited any longer. */
  readonly isOverdue: boolean;
  /** What an administrator looks at when the provider cannot be reached. */
  readonly remedy: string;
}

/** There was no whole answer. After a change was sent nobody knows whether it happened. */
export function mapLoss({ error, system, changes, isOverdue, remedy }: Loss): ConnectorError {
  const isLate = isOverdue || (error instanceof Error && error.name === 'TimeoutError');
  const code = systemCode(error);
  const broken = code === undefined ? 'the connection broke' : `the connection failed with ${code}`;
  const reason = isLate ? 'it did not answer in time' : broken;
  if (changes && !neverConnected.test(code ?? '')) {
    return new AmbiguousOutcomeError({
      system,
      summary: `The change was sent, but no answer came: ${reason}.`,
      remedy: 'It is looked up before anything else is done.',
      cause: error,
    });
  }
  const options = { system, remedy, cause: error };
  return isLate
    ? new TimedOutError({ ...options, summary: 'There was no answer in time.' })
    : new UnavailableError({ ...options, summary: `It cannot be reached: ${reason}.` });
}

/** The connection did not even begin, so that nothing was sent. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|(.*_)?CERT(_.*)?|UNABLE_TO_.*)$/;

/** `fetch` puts what happened into the cause. */
function systemCode(error: unknown): string | undefined {
  for (let one = error; typeof one === 'object' && one !== null; one = 'cause' in one ? one.cause : undefined) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return undefined;
}
