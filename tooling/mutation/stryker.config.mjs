import { fileURLToPath } from 'node:url';
import { areas } from './areas.ts';

const { MUTATION_AREA: area, MUTATION_REPORT: report, MUTATION_ONLY: only } = process.env;

export default {
  packageManager: 'npm',
  plugins: [fileURLToPath(new URL('node_modules/@stryker-mutator/jest-runner/dist/src/index.js', import.meta.url))],
  mutate: only === undefined ? Object.keys(areas[area].sources) : only.split(','),
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'tooling/mutation/jest.config.mjs', enableFindRelatedTests: false },
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
