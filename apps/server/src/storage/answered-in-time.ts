import type { Duplex } from 'node:stream';

export interface Answering {
  /** The connection that the answer comes by. */
  readonly stream: Duplex;
  /** Milliseconds. */
  readonly within: number;
}

/**
 * Waits for the answer to a statement. A host that is gone without a word, as a machine or a network that fails, answers
 * nothing and closes nothing, and the operating system takes a quarter of an hour to notice: by then the connection is
 * given up here, with everything that waits for it.
 * @throws Error with the code ETIMEDOUT; what was asked for may have been done
 */
export async function answeredInTime<Answer>(
  ask: () => Promise<Answer>,
  { stream, within }: Answering,
): Promise<Answer> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new Error(`The database did not answer within ${within / 1000} s.`);
    reject(Object.assign(error, { code: 'ETIMEDOUT' }));
    stream.destroy();
  }, within);
  try {
    return await Promise.race([ask(), overdue]);
  } finally {
    clearTimeout(timer);
  }
}
