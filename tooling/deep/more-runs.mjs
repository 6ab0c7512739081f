// Stands in for fast-check where `properties` runs the tests: the same, with more runs of each property.
import * as fastCheck from '../../node_modules/fast-check/lib/fast-check.js';

const times = Number(process.env.DEEP_TIMES ?? 1);
const seed = Number(process.env.DEEP_SEED ?? 1);
/** Milliseconds of one property at most: one that is costly is tried for so long. */
const interruptAfterTimeLimit = Number(process.env.DEEP_MILLISECONDS ?? 10_000);

export * from '../../node_modules/fast-check/lib/fast-check.js';

export function assert(property, parameters = {}) {
  const numRuns = (parameters.numRuns ?? 100) * times;
  return fastCheck.assert(property, { seed, interruptAfterTimeLimit, ...parameters, numRuns });
}

// biome-ignore lint/style/noDefaultExport: fast-check has one, and the tests import it.
export default { ...fastCheck.default, assert };
