// Jest runs the tests, Node loads them (docs/decisions/2026-11-28-node-loads-the-tests.md). Jest's own loader gives every test
// file every module anew, in a context of its own. Here a test file has our modules anew, and shares what comes from
// node_modules with the files before it in its worker.
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const root = new URL('../../..', import.meta.url).href;
/** What the addresses of our modules end with, by test file: another address is another module. */
const marked = /\?test-file=\d+$/;
const syntax = { supportsStaticESM: true, supportsDynamicImport: true, supportsTopLevelAwait: true };

let files = 0;
let transformer;
let sourceMaps;

registerHooks({
  resolve(specifier, context, next) {
    const [mark] = marked.exec(context.parentURL) ?? [];
    if (mark === undefined) return next(specifier, context);
    const ours = specifier.startsWith('@access-account/') ? ['source'] : [];
    const found = next(specifier, { ...context, conditions: [...ours, ...context.conditions] });
    return isOurs(found.url) ? { ...found, url: found.url + mark } : found;
  },
  load(url, context, next) {
    if (!/\.ts\?test-file=\d+$/.test(url)) return next(url, context);
    const file = fileURLToPath(url);
    const { code, sourceMapPath } = transformer.transform(file, syntax, readFileSync(file, 'utf8'));
    sourceMaps.set(url, sourceMapPath);
    return { format: 'module', source: code, shortCircuit: true };
  },
});

function isOurs(url) {
  return url.startsWith(root) && !url.includes('/node_modules/');
}

/** As much of jest's own runtime as is asked for where nothing is mocked. */
// biome-ignore lint/style/noDefaultExport: jest wants it.
export default class Runtime {
  #mark = `?test-file=${++files}`;

  constructor(_configuration, _environment, _resolver, transformerOfProject) {
    transformer = transformerOfProject;
    sourceMaps = new Map();
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(file) {
    return import(pathToFileURL(file).href + this.#mark);
  }

  /** What keeps the tests of a file: anew for each. */
  requireInternalModule(file) {
    delete require.cache[file];
    return require(file);
  }

  requireModule(file) {
    return require(file);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {}
  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}
