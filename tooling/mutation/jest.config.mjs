import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import base from '../../jest.config.mjs';
import { areas } from './areas.ts';

/** One project of the workspace's jest, laid flat as Stryker wants it, with the tests of one area. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const { project, tests } = areas[process.env.MUTATION_AREA];
const { displayName: _name, ...flat } = base.projects.find(({ displayName }) => displayName === project);

export default {
  ...flat,
  rootDir: join(root, flat.rootDir),
  testMatch: tests.map((pattern) => join(root, pattern)),
  testTimeout: base.testTimeout,
};
