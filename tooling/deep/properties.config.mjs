import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import base from '../../jest.config.mjs';

/** The workspace's jest with a fast-check that tries more. */
const root = fileURLToPath(new URL('../..', import.meta.url));

export default {
  ...base,
  rootDir: root,
  testTimeout: 10 * 60_000,
  projects: base.projects.map((project) => ({
    ...project,
    rootDir: join(root, project.rootDir),
    moduleNameMapper: { '^fast-check$': fileURLToPath(new URL('more-runs.mjs', import.meta.url)) },
  })),
};
