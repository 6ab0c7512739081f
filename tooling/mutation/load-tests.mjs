// Loads test files into this process, to be called as often as something is broken: jest's own words for describe, test and
// expect, and none of the rest of it. Each loading has our modules anew.
import { globSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import base from '../../jest.config.mjs';

/** Of the copy that is broken, not of this file; the process goes there after it has loaded this. */
let root;
const fewRuns = new URL('few-runs.mjs', import.meta.url).href;
const marked = /\?loading=\d+$/;
const [, swcOptions] = base.projects[0].transform['^.+\\.ts$'];

const fromRoot = createRequire(new URL('../../package.json', import.meta.url));
const circus = reach('jest', '@jest/core', 'jest-config', 'jest-circus');
const { jestExpect } = reach('jest', '@jest/core', 'jest-config', 'jest-circus', '@jest/expect');
const { transformSync } = fromRoot('@swc/core');

/** What was installed for somebody who was installed for somebody. */
function reach(...names) {
  const last = names.pop();
  return names.reduce((require, name) => createRequire(require.resolve(name)), fromRoot)(last);
}

const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, { describe, test, it, beforeAll, beforeEach, afterAll, afterEach, expect: jestExpect });

let loadings = 0;
const transformed = new Map();

registerHooks({
  resolve(specifier, context, next) {
    const [mark] = marked.exec(context.parentURL) ?? [];
    if (mark === undefined) return next(specifier, context);
    if (specifier === 'fast-check') return { url: fewRuns, shortCircuit: true };
    const ours = specifier.startsWith('@access-account/') ? ['source'] : [];
    const found = next(specifier, { ...context, conditions: [...ours, ...context.conditions] });
    return found.url.startsWith(root) && !found.url.includes('/node_modules/')
      ? { ...found, url: found.url + mark }
      : found;
  },
  load(url, context, next) {
    if (!/\.ts\?loading=\d+$/.test(url)) return next(url, context);
    const file = fileURLToPath(url);
    if (!transformed.has(file)) {
      const { code } = transformSync(readFileSync(file, 'utf8'), { ...swcOptions, filename: file, swcrc: false });
      transformed.set(file, code);
    }
    return { format: 'module', source: transformed.get(file), shortCircuit: true };
  },
});

/**
 * The tests of these files as `{id, name, file, fn, blocks}`, with the blocks that they stand in from the outside to the inside,
 * each as circus keeps it.
 */
export async function loadTests(patterns) {
  root = `${pathToFileURL(process.cwd()).href}/`;
  const mark = `?loading=${++loadings}`;
  const tests = [];
  for (const file of globSync(patterns).toSorted()) {
    circus.resetState();
    await import(`${root}${file}${mark}`);
    tests.push(...testsOf(circus.getState().rootDescribeBlock, { file, blocks: [] }));
  }
  return tests.map((one, index) => ({ ...one, id: `${one.file} ${one.name} #${index}` }));
}

function testsOf(block, { file, blocks: around }) {
  const blocks = [...around, block];
  return block.children.flatMap((child) => {
    if (child.type === 'describeBlock') return testsOf(child, { file, blocks });
    if (child.mode === 'skip' || child.mode === 'todo') return [];
    const name = [...blocks.slice(1), child].map((one) => one.name).join(' ');
    return [{ name, file, fn: child.fn, blocks }];
  });
}
