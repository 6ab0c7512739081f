import type { RoundSizes } from './helper.ts';

/** What everybody does at least before they are measured, the product and what it is compared with: so many clicks. */
const sizes: RoundSizes = { alone: 20, crowd: 250, storm: 80 };
/** And for so many milliseconds: who is fast does it more than once. */
const leastTime = 2000;

/** Lets somebody do what will be measured until they are warm. The readings are forgotten. */
export async function warmUp(work: (sizes: RoundSizes, milliseconds: number) => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  do await work(sizes, leastTime);
  while (performance.now() - begun < leastTime);
}
