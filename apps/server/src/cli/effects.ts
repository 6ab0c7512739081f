import { commandLine } from '../access/operator.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import type { Parked } from '../http/api-schemas.ts';
import type { CommandOptions } from './options.ts';
import { runningServer, withProduct } from './reach.ts';
import { table } from './table.ts';

/** Lists what was put aside; 1 when there is anything. */
export async function effectsParked({ config, json }: CommandOptions): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const { effects } =
    server === undefined
      ? await withProduct(configuration, async ({ parked }) => ({ effects: await parked.list() }))
      : ((await (await server.get('/api/v1/effects/parked')).json()) as Parked);
  if (json) console.log(JSON.stringify({ effects }));
  else if (effects.length === 0) console.log('✓ Nothing is put aside.');
  else
    console.log(
      table(
        ['effect', 'what', 'whose', 'since', 'why'],
        effects.map(({ id, type, person, at, reason }) => [id, type, person, at, reason]),
      ),
    );
  return effects.length === 0 ? 0 : 1;
}

/** Lets one effect be tried again, or all of them; 1 when there was none. */
export async function effectsRetry({
  config,
  json,
  id,
}: CommandOptions & { readonly id: string | undefined }): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const { retried } =
    server === undefined
      ? await withProduct(configuration, async ({ parked }) => ({ retried: await parked.retry({ id }, commandLine) }))
      : ((await (await server.post('/api/v1/effects/retry', id === undefined ? {} : { id })).json()) as {
          readonly retried: number;
        });
  if (json) console.log(JSON.stringify({ retried }));
  else console.log(retried === 0 ? 'There was nothing to try again.' : `✓ ${retried} will be tried again.`);
  return retried === 0 ? 1 : 0;
}
