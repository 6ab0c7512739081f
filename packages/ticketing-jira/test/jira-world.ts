import type { Desk, TicketStatus } from '@access-account/contract';
import {
  type FakeExchange,
  fakeClock,
  fakeContext,
  type TicketingWorld,
  type WorldTicket,
} from '@access-account/testkit';
import { textOfAdf } from '../src/adf.ts';
import {
  type FakeIssue,
  type JiraFake,
  type JiraFakeOptions,
  projects,
  serviceDesk,
  startJiraFake,
} from '../src/fake/index.ts';
import { jiraConnector } from '../src/index.ts';
import { labelOf } from '../src/tickets.ts';

/** Without the wait for an index that does not lag here, by the name the table of conformance has for it. */
function named(displayName: string): typeof jiraConnector {
  return { ...jiraConnector, displayName, features: { ...jiraConnector.features, searchLag: 0 } };
}

/** What tickets are opened as. */
export const flavours = {
  issues: {
    connector: named('Jira'),
    config: { project: projects.software },
  },
  requests: {
    connector: named('Jira Service Management'),
    config: { project: projects.service, serviceDesk },
  },
} as const;

export type Flavour = keyof typeof flavours;

const desks = { 'service-desk': { component: 'Service Desk' }, security: { labels: ['security'] } };

export interface StartWorldOptions {
  readonly flavour?: Flavour;
  readonly limits?: NonNullable<JiraFakeOptions['limits']>;
  readonly observe?: (exchange: FakeExchange) => void;
}

export interface JiraWorld {
  readonly fake: JiraFake;
  readonly world: TicketingWorld;
  readonly flavour: Flavour;
}

/** A world over a site that is started when it is asked for; `close` it afterwards. */
export async function startJiraWorld({ flavour = 'issues', ...options }: StartWorldOptions = {}): Promise<JiraWorld> {
  const clock = fakeClock();
  const fake = await startJiraFake({ clock, ...options });
  fake.site.addUser({ displayName: 'Alex Example', emailAddress: 'alex@acme.test' });
  return { fake, world: worldOf(() => fake, { flavour, clock }), flavour };
}

interface WorldOptions {
  readonly flavour: Flavour;
  readonly clock?: ReturnType<typeof fakeClock>;
}

export function worldOf(fake: () => JiraFake, { flavour, clock = fakeClock() }: WorldOptions): TicketingWorld {
  const rest = { ...flavours[flavour].config, desks };
  return {
    config: async () => ({ ...fake().serviceAccount(), ...rest }),
    context: async () => fakeContext({ clock }),
    readOnlyConfig: async () => ({ ...fake().serviceAccount({ write: false }), ...rest }),
    unreachableConfig: async () => ({ ...fake().serviceAccount(), ...rest, apiUrl: 'http://127.0.0.1:1' }),
    ticketsOf: async (key) => fake().site.labelled(labelOf(key)).map(ticketOf),
    openDouble: async (key) => {
      const { site } = fake();
      const [issue] = site.labelled(labelOf(key));
      if (issue === undefined) throw new Error(`There is no issue of ${key}.`);
      site.open(issue.project, { ...issue.fields, labels: issue.labels }, issue.reporter);
    },
    resolveByHand: async (number) => {
      const { site } = fake();
      const issue = site.issue(number);
      const done = site.statuses.find(({ category }) => category === 'done');
      if (issue !== undefined && done !== undefined) issue.status = done;
    },
  };
}

function ticketOf(issue: FakeIssue): WorldTicket {
  const { key, fields, labels, components, comments, status } = issue;
  const desk = labels.flatMap((label) => (/^aa-to-(.*)$/.exec(label)?.[1] ?? []) as Desk).at(-1) ?? null;
  const isGiven = desk === 'security' ? labels.includes('security') : components.includes('Service Desk');
  const open: TicketStatus = desk !== null && isGiven ? 'handed-off' : 'open';
  // What a requester could read is not counted as noted.
  const internal = comments.filter(({ isPublic }) => issue.project === projects.software || !isPublic);
  return {
    number: key,
    subject: String(fields.summary),
    description: textOfAdf(fields.description).replace(/\n\nRequester: .*$/s, ''),
    status: status.category === 'done' ? 'resolved' : open,
    desk,
    texts: internal.map(({ body }) => textOfAdf(body)),
  };
}
