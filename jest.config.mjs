import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * One jest for the whole workspace: a project per package with a `test` folder.
 * Tests run on the sources (the `source` export condition), so a test run needs no build.
 * `*.real.test.ts` needs real servers and belongs to `npm run test:real`.
 */
const real = process.env.ACCESS_ACCOUNT_TEST === 'real';
const packages = ['apps', 'packages'].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));

const jestPart = (name) => fileURLToPath(new URL(`tooling/testing/jest/${name}.mjs`, import.meta.url));

const project = (path) => ({
  displayName: path.split('/').at(-1),
  rootDir: path,
  // Node loads the tests, and they run where it would run the product.
  testEnvironment: jestPart('environment'),
  runtime: jestPart('runtime'),
  testMatch: real ? ['<rootDir>/test/**/*.real.test.ts'] : ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: real ? ['/node_modules/'] : ['/node_modules/', '\\.real\\.test\\.ts$'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
        sourceMaps: true,
      },
    ],
  },
});

export default {
  // Real servers run under users of their own, which have no way into a folder of ours.
  ...(real ? {} : { globalSetup: './tooling/testing/begin-run.mjs', globalTeardown: './tooling/testing/end-run.mjs' }),
  // Tests await conditions, each with a deadline of its own that says what did not come about.
  testTimeout: 30_000,
  projects: [...packages, 'tooling'].filter((path) => existsSync(`${path}/test`)).map(project),
  // More than half of a test's time is waiting: there is more to do than there are cores.
  maxWorkers: real ? 1 : availableParallelism() * 2,
  // A worker that grows all the same is renewed.
  workerIdleMemoryLimit: '1.5GB',
};
