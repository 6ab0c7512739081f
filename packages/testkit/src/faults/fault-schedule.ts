/**
 * What goes wrong with one call.
 * - `before`: refused before anything happened.
 * - `after`: the work was done and the answer was lost.
 * - `hang`: nothing happens and nobody answers until the call's deadline.
 */
export type Fault = 'before' | 'after' | 'hang';

export interface FaultedCall {
  /** The operation's name: `account.unlock`. */
  readonly operation: string;
  /** The how-manyeth call of this operation it is, from 1. */
  readonly number: number;
}

/** Decides what goes wrong. The same call always gets the same answer, so a failing run can be run again. */
export type FaultSchedule = (call: FaultedCall) => Fault | null;

/** Faults named one by one: `{ 'account.unlock': { 1: 'after' } }`. */
export function plannedFaults(plan: {
  readonly [operation: string]: { readonly [number: number]: Fault };
}): FaultSchedule {
  return ({ operation, number }) => plan[operation]?.[number] ?? null;
}

export interface RandomFaultsOptions {
  readonly seed: number;
  /** The share of calls that go wrong, from 0 to 1. */
  readonly rate: number;
  /** All of them unless told. */
  readonly faults?: readonly Fault[];
}

/** Faults by chance, but the same ones for the same seed, whatever order the operations are called in. */
export function randomFaults({ seed, rate, faults = ['before', 'after', 'hang'] }: RandomFaultsOptions): FaultSchedule {
  return ({ operation, number }) => {
    const happens = chance(`${seed}|${operation}|${number}|happens`) < rate;
    const which = Math.floor(chance(`${seed}|${operation}|${number}|which`) * faults.length);
    return happens ? (faults[which] ?? null) : null;
  };
}

/** A number from 0 (inclusive) to 1 that is a function of the text: FNV-1a with a last mix. */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
