import { cruise } from 'dependency-cruiser';
import { forbidden, options } from './rules.ts';

export interface BoundaryViolation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface BoundaryReport {
  /** Our own modules that were really read: 0 would be a check that sees nothing. */
  readonly modules: number;
  readonly violations: readonly BoundaryViolation[];
}

/** Holds the imports below a folder against the rules. */
export async function checkBoundaries(baseDir: string): Promise<BoundaryReport> {
  const { output } = await cruise(['apps', 'packages'], {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text.');
  const modules = output.modules.filter(
    ({ source }) => /^(apps|packages)\/.*\.tsx?$/.test(source) && !source.includes('node_modules'),
  );
  return {
    modules: modules.length,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
