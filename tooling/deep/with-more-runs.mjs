// Loaded before a run of the tests: they find `more-runs.mjs` where they look for fast-check.
import { registerHooks } from 'node:module';

const moreRuns = new URL('more-runs.mjs', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'fast-check' ? moreRuns : specifier, context),
});
