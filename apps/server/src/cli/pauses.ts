import { commandLine } from '../access/operator.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { type PausesAnswer, pauseSchema, resumeSchema } from '../http/api-schemas.ts';
import { isPaused, pausableFeatures } from '../pauses.ts';
import type { CommandOptions } from './options.ts';
import { runningServer, withProduct } from './reach.ts';
import { table } from './table.ts';

const scopes = `Say all, system:NAME, or one of ${pausableFeatures.join(', ')}.`;

/** Lists what operators have stopped; 1 when there is anything. */
export async function pauses({ config, json }: CommandOptions): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const answer =
    server === undefined
      ? await withProduct(configuration, async (product) => ({ pauses: [...(await product.pauses.list())] }))
      : ((await (await server.get('/api/v1/pauses')).json()) as PausesAnswer);
  return show(answer, json);
}

/** Stops something, for everybody, until it is resumed; 2 for a scope that there is none of. */
export async function pause({
  config,
  json,
  scope,
  reason,
}: CommandOptions & { readonly scope: string; readonly reason: string }): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const parsed = pauseSchema.safeParse({ scope, reason });
  const system = scope.startsWith('system:') ? scope.slice('system:'.length) : undefined;
  if (!parsed.success || (system !== undefined && !Object.hasOwn(configuration.connectors, system))) {
    console.error(`There is no “${scope}” to pause. ${scopes}`);
    return 2;
  }
  const server = await runningServer(configuration);
  const answer =
    server === undefined
      ? await withProduct(configuration, async (product) => {
          await product.pauses.pause(parsed.data.scope, parsed.data.reason, commandLine);
          return { pauses: [...(await product.pauses.list())] };
        })
      : ((await (await server.post('/api/v1/pause', parsed.data)).json()) as PausesAnswer);
  show(answer, json);
  return 0;
}

/** Lets what was stopped go on; 1 where something still is. */
export async function resume({ config, json, scope }: CommandOptions & { readonly scope: string }): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const parsed = resumeSchema.safeParse({ scope });
  if (!parsed.success) {
    console.error(`There is no “${scope}” to resume. ${scopes}`);
    return 2;
  }
  const server = await runningServer(configuration);
  const answer =
    server === undefined
      ? await withProduct(configuration, async (product) => {
          await product.pauses.resume(parsed.data.scope, commandLine);
          return { pauses: [...(await product.pauses.list())] };
        })
      : ((await (await server.post('/api/v1/resume', parsed.data)).json()) as PausesAnswer);
  return show(answer, json);
}

function show({ pauses }: PausesAnswer, json: boolean): number {
  if (json) console.log(JSON.stringify({ pauses }));
  else if (pauses.length === 0) console.log('✓ Nothing is paused.');
  else {
    console.log(
      table(
        ['paused', 'since', 'by', 'why'],
        pauses.map(({ scope, since, by, reason }) => [scope, since, by ?? '', reason]),
      ),
    );
    const isAll = isPaused(
      pauses.map(({ scope }) => scope),
      {},
    );
    if (isAll)
      console.log('Nothing is changed in any directory. People are told, and the service desk gets their requests.');
  }
  return pauses.length === 0 ? 0 : 1;
}
