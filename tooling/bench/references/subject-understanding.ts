// The product's own reading of free text, as it is installed.
import { measureWords, readWordsOptions } from './read-words.ts';

const options = await readWordsOptions();
await measureWords(options, async () => {
  const built = new URL('../../../packages/understanding/dist/index.js', import.meta.url).href;
  const { understand } = (await import(built)) as typeof import('../../../packages/understanding/src/index.ts');
  return (text) => {
    const { intent, candidates, tier } = understand({ text, systems: [], question: null });
    return tier === 'none' ? null : (intent ?? candidates[0] ?? null);
  };
});
