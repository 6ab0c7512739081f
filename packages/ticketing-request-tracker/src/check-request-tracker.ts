import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import { z } from 'zod';
import type { RequestTrackerClient } from './request-tracker-client.ts';
import { foundShape, queueShape } from './request-tracker-shapes.ts';

type Finding = Omit<Diagnostic, 'operation'>;

/** One diagnostic per operation, without opening anything; never throws. */
export async function checkRequestTracker(client: RequestTrackerClient, call: Call): Promise<readonly Diagnostic[]> {
  const { config, rest } = client;
  const find = await judge('ticket.find', async () => {
    const permission = 'the rights SeeQueue and ShowTicket on the queue';
    const target = `/tickets?${new URLSearchParams({ query: "Status = 'new'", per_page: '1' })}`;
    await rest.send({ method: 'GET', target, shape: foundShape, what: 'a list of tickets', permission }, call);
    return ok('Tickets can be looked up.');
  });
  const queue = await judge('ticket.open', async () => {
    const { value } = await rest.send(
      {
        method: 'GET',
        target: `/queue/${encodeURIComponent(config.queue)}`,
        shape: queueShape,
        what: 'a queue',
        permission: `the right SeeQueue on the queue ${config.queue}`,
      },
      call,
    );
    // The links of a queue are what the user may do in it.
    return value._hyperlinks.some(({ ref }) => ref === 'create')
      ? ok(`Tickets can be opened in ${config.queue}.`)
      : {
          severity: 'error',
          summary: `No tickets may be opened in ${config.queue}.`,
          remedy: 'Grant the right CreateTicket on the queue.',
        };
  });
  const named = [...Object.values(config.desks), ...Object.values(config.features).map((one) => one?.queue)];
  const desks = [...new Set(named.filter((name) => name !== undefined))];
  const handOff = await judge('ticket.hand-off', async () => {
    const permission = 'the right SeeQueue on the queues of desks';
    for (const name of desks) {
      const target = `/queue/${encodeURIComponent(name)}`;
      await rest.send({ method: 'GET', target, shape: z.object({}), what: 'a queue', permission }, call);
    }
    return ok(desks.length === 0 ? 'Tickets stay in their queue.' : `Tickets can be given to ${desks.join(' and ')}.`);
  });
  const same = (operation: string): Diagnostic => ({ ...queue, operation });
  return [queue, find, same('ticket.note'), same('ticket.resolve'), handOff];
}

const ok = (summary: string): Finding => ({ severity: 'ok', summary, remedy: '' });

async function judge(operation: string, look: () => Promise<Finding>): Promise<Diagnostic> {
  try {
    return { operation, ...(await look()) };
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return { operation, severity: 'error', summary: error.summary, remedy: error.remedy };
  }
}
