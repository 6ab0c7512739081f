export interface DescribeRealOptions {
  readonly name: string;
  /** What has to be installed first; undefined when the server can run here. */
  readonly missing: string | undefined;
}

/** Declares tests that need a real server. Where it is not installed they are skipped, and the output says how to install it. */
export function describeReal({ name, missing }: DescribeRealOptions, suite: () => void): void {
  if (missing === undefined) {
    describe(name, suite);
    return;
  }
  process.stdout.write(`SKIPPED: ${name} (${missing})\n`);
  describe.skip(name, suite);
}
