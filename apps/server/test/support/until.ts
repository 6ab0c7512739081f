import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds anything may take before it has failed. */
const patience = 15_000;

/** Waits until a look finds something that is neither false nor undefined, and answers it. */
export async function until<Found>(
  look: () => Promise<Found | false | undefined> | Found | false | undefined,
  what = 'what was waited for',
  within = patience,
): Promise<Found> {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== false && found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come about within ${within} ms.`);
    await delay(20);
  }
}
