import { commandLine } from '../access/operator.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import type { ParkedTickets, Replayed } from '../http/api-schemas.ts';
import type { CommandOptions } from './options.ts';
import { runningServer, withProduct } from './reach.ts';
import { table } from './table.ts';

/** Lists what was put aside of tickets; 1 when there is anything. */
export async function ticketsParked({ config, json }: CommandOptions): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const { tickets } =
    server === undefined
      ? await withProduct(configuration, async ({ parked }) => ({ tickets: await parked.tickets() }))
      : ((await (await server.get('/api/v1/tickets/parked')).json()) as ParkedTickets);
  if (json) console.log(JSON.stringify({ tickets }));
  else if (tickets.length === 0) console.log('✓ No ticket is put aside.');
  else
    console.log(
      table(
        ['case', 'what', 'ticket', 'whose', 'since', 'why'],
        tickets.map(({ operation, number, person, at, reason, ...one }) => [
          one.case,
          operation,
          number ?? 'not opened',
          person,
          at,
          reason,
        ]),
      ),
    );
  return tickets.length === 0 ? 0 : 1;
}

/** Lets the desk be asked again, for one case or for all of them; 1 when there was nothing. */
export async function ticketsReplay({
  config,
  json,
  ...one
}: CommandOptions & { readonly case: string | undefined }): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const chosen = one.case === undefined ? {} : { case: one.case };
  const { replayed } =
    server === undefined
      ? await withProduct(configuration, async ({ parked }) => ({
          replayed: await parked.retry({ ...chosen, type: 'ticket' }, commandLine),
        }))
      : ((await (await server.post('/api/v1/tickets/replay', chosen)).json()) as Replayed);
  if (json) console.log(JSON.stringify({ replayed }));
  else console.log(replayed === 0 ? 'There was nothing to replay.' : `✓ ${replayed} will be asked of the desk again.`);
  return replayed === 0 ? 1 : 0;
}
