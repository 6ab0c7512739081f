import { fileURLToPath } from 'node:url';

const { MUTATION_SOURCES: sources, MUTATION_REPORT: report } = process.env;

export default {
  packageManager: 'npm',
  plugins: [fileURLToPath(new URL('runner.mjs', import.meta.url))],
  mutate: JSON.parse(sources),
  testRunner: 'one-process',
  coverageAnalysis: 'perTest',
  // Its preprocessor asks TypeScript for what version 7 no longer has; there is nothing to preprocess.
  tsconfigFile: 'no-tsconfig.json',
  ignorePatterns: ['dist', '.turbo', 'docs/images', 'artifacts', 'tooling/mutation/node_modules'],
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: report },
  tempDirName: '.stryker-tmp',
  concurrency: 2,
  timeoutMS: 10_000,
  allowEmpty: false,
};
