import type fc from 'fast-check';
import { type Answered, exchange, type Sent } from './exchange.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { judge } from './judge.ts';

/** One kind of request: how it is made, sent and judged. */
export interface Route {
  readonly name: string;
  /** A tried case; `run` resolves to what is wrong with it, undefined: nothing. */
  readonly cases: fc.Arbitrary<Case>;
  /** What all of them together must not have changed; undefined: nothing is wrong. */
  readonly afterwards?: () => Promise<string | undefined>;
}

export interface Case {
  readonly shown: string;
  run(): Promise<string | undefined>;
}

export interface Ask {
  readonly target: FuzzTarget;
  readonly sent: Sent;
  readonly isResult?: (body: unknown) => boolean;
  readonly more?: (answer: Answered & { readonly type: string }) => string | undefined;
}

export function asking({ target, sent, isResult, more }: Ask): Case {
  const { body, ...said } = sent;
  return {
    shown: JSON.stringify({ ...said, body: typeof body === 'string' ? body : Buffer.from(body).toString('latin1') }),
    run: async () => {
      const answer = await exchange(target.url, sent);
      if (answer === undefined) return undefined;
      const type = String(answer.headers['content-type'] ?? '');
      return (
        judge(answer, { secrets: target.secrets, ...(isResult === undefined ? {} : { isResult }) }) ??
        more?.({ ...answer, type })
      );
    },
  };
}
