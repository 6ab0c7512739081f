/** Where operators read what a provider is asked. */
export const providerCosts = new URL('../../docs/provider-costs.md', import.meta.url);

/** What connectors do by default, in milliseconds; the server's own test holds them against its defaults. */
export const defaultIntervals = { poll: 30_000, list: 5 * 60_000 } as const;

/** People in the directories that are measured. */
export const measuredPeople = 50_000;
/** One in a hundred of them. */
export const measuredChanges = 500;

/** Requests by what the provider counts them under. */
export type Spent = ReadonlyMap<string, number>;

/** Counts what `run` asks for. */
export async function spentBy(counted: Map<string, number>, run: () => Promise<unknown>): Promise<Spent> {
  counted.clear();
  await run();
  return new Map(counted);
}

/** A number of requests as the page shows it: at most two decimals, and a dash for none. */
export function shown(count: number | undefined): string {
  return count === undefined || count === 0 ? '–' : `${Math.round(count * 100) / 100}`;
}

/** A part of a limit, in per cent. */
export function shareOf(count: number, limit: number): string {
  const share = (100 * count) / limit;
  if (share === 0) return '–';
  return share < 0.1 ? '< 0.1 %' : `${Math.round(share * 10) / 10} %`;
}
