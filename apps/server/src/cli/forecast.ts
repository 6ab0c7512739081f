import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { loadConfiguration } from '../config/load-configuration.ts';
import type { ForecastReminder } from '../expiry/forecast.ts';
import { StartError } from '../start-error.ts';
import type { CommandOptions } from './options.ts';
import { runningServer, withProduct } from './reach.ts';
import { table } from './table.ts';

/** Tells who will be reminded of what, and when; writes nothing. */
export async function forecast({ config, json, days }: CommandOptions & { readonly days: string }): Promise<number> {
  const wanted = Number(days);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 366) {
    throw new StartError({ summary: `“${days}” is no number of days from 1 to 366.`, remedy: 'Say --days 30.' });
  }
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const summary = new Summary();
  const tell = json
    ? (reminder: ForecastReminder) => console.log(JSON.stringify(reminder))
    : (reminder: ForecastReminder) => summary.add(reminder);
  if (server === undefined) {
    await withProduct(configuration, async ({ expiry }) => {
      for await (const reminder of expiry.forecast(wanted)) tell(reminder);
    });
  } else {
    const { body } = await server.get(`/api/v1/forecast?days=${wanted}`);
    const input = Readable.from(body ?? []);
    for await (const line of createInterface({ input })) tell(JSON.parse(line) as ForecastReminder);
  }
  if (!json) console.log(summary.text(wanted));
  return 0;
}

/** Reminders by moment and mark. */
class Summary {
  readonly #moments = new Map<string, Map<ForecastReminder['mark'], number>>();

  add({ at, mark }: ForecastReminder): void {
    const marks = this.#moments.get(at) ?? new Map<ForecastReminder['mark'], number>();
    this.#moments.set(at, marks.set(mark, (marks.get(mark) ?? 0) + 1));
  }

  text(days: number): string {
    if (this.#moments.size === 0) {
      return `Nobody will be reminded in the next ${days} days. A directory that was never read has nobody in it.`;
    }
    const rows = [...this.#moments].map(([at, marks]) => {
      const told = [...marks].map(([mark, count]) => `${count} × ${mark === 'expired' ? mark : `${mark} d`}`);
      return [at, String([...marks.values()].reduce((sum, count) => sum + count, 0)), told.join(', ')];
    });
    return table(['when', 'reminders', 'of them by days left'], rows);
  }
}
