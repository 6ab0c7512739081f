import { startServiceNowFake } from '../../../packages/ticketing-servicenow/src/fake/index.ts';
import type { RunningDesk } from './desk.ts';
import { deskLedger } from './desk-ledger.ts';

const incidents = '/api/now/v2/table/incident';

/** The stand-in of ServiceNow, which writes down what it was asked. */
export async function startServiceNowDesk(): Promise<RunningDesk> {
  const ledger = deskLedger();
  const fake = await startServiceNowFake({
    clock: { now: () => new Date() },
    observe: ({ method, path, body, status, answer }) => {
      if (!path.startsWith(incidents) || status >= 300 || method === 'GET') return;
      if (method === 'POST') {
        const { sys_id } = (answer as { readonly result: { readonly sys_id: string } }).result;
        ledger.write(sys_id, 'ticket.open');
        return;
      }
      const id = path.slice(incidents.length + 1);
      const values = JSON.parse(body) as Readonly<Record<string, string>>;
      if (values.state === '6') ledger.write(id, 'ticket.resolve');
      else ledger.write(id, values.correlation_display === undefined ? 'ticket.note' : 'ticket.hand-off');
    },
  });
  for (const name of ['Service Desk', 'Security']) fake.instance.insert('sys_user_group', { name, active: 'true' });
  const config = fake.clientConfig();
  return {
    url: fake.instanceUrl,
    connector: (instanceUrl) => ({
      package: '@access-account/ticketing-servicenow',
      config: {
        ...config,
        instanceUrl,
        desks: { 'service-desk': { group: 'Service Desk' }, security: { group: 'Security' } },
      },
    }),
    ticketsOf: async (login) =>
      fake.instance
        .select('incident', '')
        .filter(({ description = '' }) => description.includes(`${login}@acme.test`))
        .map(({ sys_id = '', state }) => ({ id: sys_id, isResolved: state === '6', deeds: ledger.deedsOf(sys_id) })),
    isOfLife: ({ path }) =>
      (path.startsWith(incidents) && !path.includes('ISNOTEMPTY')) || path.includes('/table/sys_user?'),
    stop: () => fake.close(),
  };
}
