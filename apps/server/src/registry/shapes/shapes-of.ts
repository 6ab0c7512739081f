import type { Call } from '@access-account/contract';
import type { ResultShape } from './result-shape.ts';

/** A shape for every operation of a kind: an operation that the contract gets and nobody looks at does not compile. */
export type ShapesOf<Operations> = {
  readonly [Operation in keyof Operations]-?: Operations[Operation] extends (
    input: never,
    call: Call,
  ) => Promise<infer Output>
    ? ResultShape<Output>
    : never;
};
