/** The two functions a conformance suite takes from the test runner: jest, vitest and node:test all have them. */
export interface TestRunner {
  describe(name: string, suite: () => void): void;
  test(name: string, run: () => Promise<void>): void;
}
