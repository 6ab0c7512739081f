import { textOfAdf } from '../../../packages/ticketing-jira/src/adf.ts';
import { projects, startJiraFake } from '../../../packages/ticketing-jira/src/fake/index.ts';
import type { RunningDesk } from './desk.ts';
import { deskLedger } from './desk-ledger.ts';

/** Milliseconds until the index shows a new issue: half of what the connector believes. */
const searchLag = 500;

/** The stand-in of Jira, whose search is late, and which writes down what it was asked. */
export async function startJiraDesk(): Promise<RunningDesk> {
  const ledger = deskLedger();
  // Told from those of a check by their body alone: it searches for a label of its own, and asks to open an issue of nothing.
  let told = 0;
  const fake = await startJiraFake({
    clock: { now: () => new Date() },
    observe: ({ method, path, body, status, answer }) => {
      if (path.endsWith('/search/jql') && !body.includes('aa-check')) told += 1;
      if (method === 'POST' && path.endsWith('/rest/api/3/issue') && body !== '{"fields":{}}') told += 1;
      const [, id, what = ''] = /\/rest\/api\/3\/issue(?:\/(\d+))?(?:\/(\w+))?$/.exec(path) ?? [];
      if (status >= 300 || method === 'GET' || !path.includes('/rest/api/3/issue')) return;
      if (id === undefined) ledger.write((answer as { readonly id: string }).id, 'ticket.open');
      else if (what === 'transitions') ledger.write(id, 'ticket.resolve');
      else if (method === 'PUT' && body.includes('aa-to-')) ledger.write(id, 'ticket.hand-off');
      else ledger.write(id, 'ticket.note');
    },
  });
  fake.site.searchLag = searchLag;
  const account = fake.serviceAccount();
  return {
    url: fake.siteUrl,
    connector: (url) => ({
      package: 'quick-jira',
      exported: 'quickJira',
      config: {
        ...account,
        ...{ siteUrl: url, apiUrl: url, tokenUrl: `${url}/oauth/token` },
        ...{ project: projects.software, desks: { security: { labels: ['security'] } } },
      },
    }),
    ticketsOf: async (login) =>
      fake.site.issues
        .filter(({ fields }) => textOfAdf(fields.description).includes(`${login}@acme.test`))
        .map(({ id, status }) => ({ id, isResolved: status.category === 'done', deeds: ledger.deedsOf(id) })),
    isOfLife: ({ path }) => /\/rest\/api\/3\/issue\/(?!createmeta)/.test(path),
    callsByBody: () => told,
    stop: () => fake.close(),
  };
}
