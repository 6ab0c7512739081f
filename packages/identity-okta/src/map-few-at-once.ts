/** Requests of one operation that are under way together. */
const atOnce = 5;

/** Every answer in the order of the questions, a few of them asked at once: an operation has a deadline, and Okta a limit on what runs together. */
export async function mapFewAtOnce<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(ask))));
  }
  return results;
}
