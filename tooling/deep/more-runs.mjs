// Stands in for fast-check where `properties` runs the tests: the same, with more runs of each property.
import { appendFileSync } from 'node:fs';
import * as fastCheck from '../../node_modules/fast-check/lib/fast-check.js';

const times = Number(process.env.DEEP_TIMES ?? 1);
const seed = Number(process.env.DEEP_SEED ?? 1);
/** Milliseconds of one property at most: one that is costly is tried for so long. */
const interruptAfterTimeLimit = Number(process.env.DEEP_MILLISECONDS ?? 10_000);
/** Where it is noted how often each was tried, a line of JSON each; unset: nowhere. */
const tally = process.env.DEEP_TALLY;

export * from '../../node_modules/fast-check/lib/fast-check.js';

export function assert(property, parameters = {}) {
  const numRuns = (parameters.numRuns ?? 100) * times;
  return fastCheck.assert(property, { seed, interruptAfterTimeLimit, ...parameters, numRuns, reporter: told });
}

function told(details) {
  const { testPath, currentTestName } = globalThis.expect.getState();
  const line = { file: testPath, test: currentTestName, runs: details.numRuns };
  if (tally !== undefined) appendFileSync(tally, `${JSON.stringify(line)}\n`);
  if (details.failed) throw new Error(fastCheck.defaultReportMessage(details), { cause: details.errorInstance });
}

// biome-ignore lint/style/noDefaultExport: fast-check has one, and the tests import it.
export default { ...fastCheck.default, assert };
