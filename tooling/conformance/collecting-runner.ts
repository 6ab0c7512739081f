import type { TestRunner } from '@access-account/testkit';

interface CollectedTest {
  /** The suites it stands in, the outermost first. */
  readonly path: readonly string[];
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** A test runner that runs nothing yet: the suites' cases in their order. */
export function collectingRunner() {
  const path: string[] = [];
  const tests: CollectedTest[] = [];
  const runner: TestRunner = {
    describe: (name, suite) => {
      path.push(name);
      suite();
      path.pop();
    },
    test: (name, run) => {
      tests.push({ path: [...path], name, run });
    },
  };
  return { runner, tests };
}
