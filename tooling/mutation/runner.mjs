// Runs the tests of an area in one process that stays: what is broken is switched on, and the tests that come by it are called,
// the quickest first. Jest would begin anew for each of thousands.
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { areas } from './areas.ts';
import { loadTests } from './load-tests.mjs';

/** Milliseconds that a test may take: one that awaits what does not come about any more has noticed. */
const patience = 10_000;

globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
const stryker = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE];
let stray;
process.on('unhandledRejection', (error) => {
  stray ??= error;
});

class Runner {
  #tests = [];
  #took = new Map();
  /** The blocks whose `beforeAll` was run. */
  #begun = new Set();
  /** Whether the modules were loaded while something was broken. */
  #isTainted = false;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    stryker.mutantCoverage = { static: {}, perTest: {} };
    await this.#load();
  }

  async dryRun() {
    const tests = await this.#run(this.#tests);
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant: { id }, testFilter, hitLimit, mutantActivation, reloadEnvironment }) {
    const isStatic = mutantActivation === 'static';
    try {
      Object.assign(stryker, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
      stryker.activeMutant = isStatic ? id : undefined;
      if (reloadEnvironment || this.#isTainted) await this.#load();
      this.#isTainted = isStatic;
      stryker.activeMutant = id;
      const wanted = testFilter === undefined ? undefined : new Set(testFilter);
      const chosen = this.#tests.filter((test) => wanted?.has(test.id) ?? true);
      const tests = await this.#run(
        chosen.toSorted((one, other) => this.#cost(one) - this.#cost(other)),
        true,
      );
      const endless = determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
      return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
    } catch (error) {
      // It cannot even be loaded.
      this.#isTainted = true;
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error?.stack ?? error) });
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  async dispose() {
    await this.#end();
  }

  async #load() {
    await this.#end();
    this.#tests = await loadTests(areas[process.env.MUTATION_AREA].tests);
  }

  #cost({ id }) {
    return this.#took.get(id) ?? 0;
  }

  async #run(tests, untilOneFails = false) {
    const results = [];
    for (const { id, name, file: fileName, fn, blocks } of tests) {
      const begun = performance.now();
      stray = undefined;
      let failure;
      try {
        await this.#begin(blocks);
        stryker.currentTestId = id;
        await inTime(async () => {
          for (const hook of hooksOf(blocks, 'beforeEach')) await hook();
          await fn.call({});
        });
      } catch (error) {
        failure = error ?? new Error('Nothing was thrown.');
      }
      try {
        await inTime(async () => {
          for (const hook of hooksOf(blocks.toReversed(), 'afterEach')) await hook();
        });
      } catch (error) {
        failure ??= error;
      }
      stryker.currentTestId = undefined;
      failure ??= stray;
      const timeSpentMs = performance.now() - begun;
      this.#took.set(id, timeSpentMs);
      const result = { id, name, fileName, timeSpentMs };
      if (failure === undefined) results.push({ ...result, status: TestStatus.Success });
      else {
        results.push({ ...result, status: TestStatus.Failed, failureMessage: String(failure?.stack ?? failure) });
        // What it left behind is nobody else's.
        await this.#end();
        if (untilOneFails) break;
      }
    }
    return results;
  }

  async #begin(blocks) {
    for (const block of blocks) {
      if (this.#begun.has(block)) continue;
      this.#begun.add(block);
      for (const hook of hooksOf([block], 'beforeAll')) await hook();
    }
  }

  async #end() {
    const begun = [...this.#begun].toReversed();
    this.#begun.clear();
    for (const hook of hooksOf(begun, 'afterAll')) await inTime(hook).catch(() => undefined);
  }
}

function hooksOf(blocks, type) {
  return blocks.flatMap(({ hooks }) =>
    hooks
      .filter((hook) => hook.type === type)
      .map(
        ({ fn }) =>
          () =>
            fn.call({}),
      ),
  );
}

async function inTime(run) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took more than ${patience} ms.`)), patience);
  });
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'one-process', Runner)];
