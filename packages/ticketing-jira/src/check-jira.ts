import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import { z } from 'zod';
import { namedTakeovers, openingFields } from './by-feature.ts';
import type { JiraClient } from './jira-client.ts';

type Finding = Omit<Diagnostic, 'operation'>;

/** One diagnostic per operation, without opening anything; never throws. */
export async function checkJira(client: JiraClient, call: Call): Promise<readonly Diagnostic[]> {
  const may = (...permissions: readonly string[]) => missingPermissions(permissions, client, call);
  const { serviceDesk } = client.config;
  const isAssigned = namedTakeovers(client.config).some(({ assignee }) => assignee !== undefined);
  return [
    await judge(
      'ticket.open',
      async () =>
        (await may('CREATE_ISSUES')) ??
        (await missingScope(client, call)) ??
        (serviceDesk === undefined ? await createScreen(client, call) : await requestForm(client, call)) ??
        ok('Tickets can be opened.'),
    ),
    await judge('ticket.find', async () => {
      await client.api.search('labels = "aa-check"', 1, call);
      return ok('Tickets can be looked up.');
    }),
    await judge('ticket.note', async () => (await may('ADD_COMMENTS')) ?? ok('Comments can be written.')),
    await judge('ticket.resolve', async () => (await may('TRANSITION_ISSUES')) ?? statuses(client, call)),
    await judge(
      'ticket.hand-off',
      async () =>
        (await may('EDIT_ISSUES', 'TRANSITION_ISSUES', ...(isAssigned ? ['ASSIGN_ISSUES'] : []))) ??
        desksThere(client, call),
    ),
  ];
}

const permissionsShape = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

/** What the project does not grant. A project that is not there grants nothing. */
async function missingPermissions(
  wanted: readonly string[],
  { api, config }: JiraClient,
  call: Call,
): Promise<Finding | undefined> {
  const asked = new URLSearchParams({
    projectKey: config.project,
    permissions: ['BROWSE_PROJECTS', ...wanted].join(','),
  });
  const { permissions } = await api.look(
    `/rest/api/3/mypermissions?${asked}`,
    { shape: permissionsShape, permission: 'read:jira-work' },
    call,
  );
  const missing = ['BROWSE_PROJECTS', ...wanted].filter((one) => permissions[one]?.havePermission !== true);
  return missing.length === 0
    ? undefined
    : wrong(
        `In the project ${config.project} the integration’s account lacks ${missing.join(', ')}.`,
        'Grant them in the project’s permission scheme, or give the account a role that has them.',
      );
}

/** Scopes are no permissions, and are told by a refusal alone: an issue without a single field is never opened. */
async function missingScope({ api }: JiraClient, call: Call): Promise<Finding | undefined> {
  try {
    await api.createIssue({}, call);
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    if (error.code !== 'configuration-invalid' && error.code !== 'conflict') throw error;
  }
  return undefined;
}

/** The page that an issue type, or a field of one, is on. */
const page = 'maxResults=200';
const typesShape = z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const fieldShape = z.object({
  fieldId: z.string(),
  required: z.boolean(),
  hasDefaultValue: z.boolean().default(false),
});

async function createScreen({ api, config }: JiraClient, call: Call): Promise<Finding | undefined> {
  const { project, issueType } = config;
  const base = `/rest/api/3/issue/createmeta/${project}/issuetypes`;
  const permission = 'Create Issues (read:jira-work)';
  const { issueTypes } = await api.look(`${base}?${page}`, { shape: typesShape, permission }, call);
  const type = issueTypes.find(({ name }) => name === issueType);
  if (type === undefined) {
    const names = issueTypes.map(({ name }) => name).join(', ');
    return wrong(
      `${project} has no issue type “${issueType}”.`,
      names === '' ? `Add it to ${project}.` : `Set issueType to one of: ${names}.`,
    );
  }
  const shape = z.object({ fields: z.array(fieldShape) });
  const { fields } = await api.look(`${base}/${encodeURIComponent(type.id)}?${page}`, { shape, permission }, call);
  return unfitting(fields, ['project', 'issuetype', 'reporter', ...sent(config)], `the create screen of ${issueType}`);
}

const formShape = z.object({
  requestTypeFields: z.array(z.object({ fieldId: z.string(), required: z.boolean() })),
  canRaiseOnBehalfOf: z.boolean(),
});

async function requestForm({ api, config }: JiraClient, call: Call): Promise<Finding | undefined> {
  const { serviceDeskId, requestTypeId, onBehalf } = config.serviceDesk ?? {
    serviceDeskId: '',
    requestTypeId: '',
    onBehalf: false,
  };
  const { requestTypeFields, canRaiseOnBehalfOf } = await api.look(
    `/rest/servicedeskapi/servicedesk/${serviceDeskId}/requesttype/${requestTypeId}/field`,
    { shape: formShape, permission: 'the role of an agent (read:servicedesk-request)' },
    call,
  );
  if (onBehalf && !canRaiseOnBehalfOf)
    return wrong(
      'The integration’s account may not raise requests on behalf of others.',
      'Make it an agent of the service project, or set serviceDesk.onBehalf to false.',
    );
  return unfitting(requestTypeFields, sent(config), 'the form of the request type');
}

/** The fields new tickets are given. */
function sent(config: JiraClient['config']): readonly string[] {
  return ['summary', 'description', 'labels', ...openingFields(config)];
}

/** What is given and not taken, or demanded and not given. */
function unfitting(
  fields: readonly { readonly fieldId: string; readonly required: boolean; readonly hasDefaultValue?: boolean }[],
  given: readonly string[],
  where: string,
): Finding | undefined {
  const there = new Set(fields.map(({ fieldId }) => fieldId));
  const implied = ['project', 'issuetype', 'reporter'];
  const missing = given.filter((one) => !there.has(one) && !implied.includes(one));
  if (missing.length > 0)
    return wrong(
      `There is no ${missing.join(' and no ')} on ${where}.`,
      'Put them on it, or take them out of the configuration. Without Labels no ticket is found again.',
    );
  const demanded = fields.filter(
    ({ fieldId, required, hasDefaultValue }) => required && hasDefaultValue !== true && !given.includes(fieldId),
  );
  return demanded.length === 0
    ? undefined
    : wrong(
        `${where} demands ${demanded.map(({ fieldId }) => fieldId).join(', ')}.`,
        'Set them in `fields`, or let them be optional.',
      );
}

const statusesShape = z.array(
  z.object({
    name: z.string(),
    statuses: z.array(z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }).optional() })),
  }),
);

/** The statuses there are; whether a transition leads there, only a ticket tells. */
async function statuses({ api, config }: JiraClient, call: Call): Promise<Finding> {
  const types = await api.look(
    `/rest/api/3/project/${config.project}/statuses`,
    { shape: statusesShape, permission: 'Browse Projects (read:jira-work)' },
    call,
  );
  const own = types.filter(({ name }) => config.serviceDesk !== undefined || name === config.issueType);
  const done = own
    .flatMap((type) => type.statuses.filter(({ statusCategory }) => statusCategory?.key === 'done'))
    .map(({ name }) => name);
  const { resolved } = config.statuses;
  if (resolved === undefined ? done.length > 0 : done.some((one) => one.toLowerCase() === resolved.toLowerCase()))
    return ok(
      `Tickets are resolved as ${resolved ?? `the first that can be reached of: ${[...new Set(done)].join(', ')}`}.`,
    );
  return wrong(
    resolved === undefined
      ? 'The workflow has no status of the category Done.'
      : `The workflow has no status “${resolved}” of the category Done.`,
    done.length === 0
      ? 'Let one of its statuses be of the category Done.'
      : `Set statuses.resolved to one of: ${[...new Set(done)].join(', ')}.`,
  );
}

async function desksThere({ api, config }: JiraClient, call: Call): Promise<Finding> {
  for (const { at, assignee, component } of namedTakeovers(config)) {
    if (component !== undefined) {
      const shape = z.array(z.object({ name: z.string() }));
      const there = await api.look(
        `/rest/api/3/project/${config.project}/components`,
        { shape, permission: 'Browse Projects (read:jira-work)' },
        call,
      );
      if (!there.some(({ name }) => name === component))
        return wrong(
          `The project has no component “${component}”.`,
          `Correct ${at}.component, or add it to the project.`,
        );
    }
    if (assignee !== undefined) {
      const asked = new URLSearchParams({ project: config.project, accountId: assignee });
      const shape = z.array(z.object({ accountId: z.string() }));
      const there = await api.look(
        `/rest/api/3/user/assignable/search?${asked}`,
        { shape, permission: 'Browse users and groups (read:jira-user)' },
        call,
      );
      if (!there.some(({ accountId }) => accountId === assignee))
        return wrong(
          'Nobody who can be assigned in the project has this account id.',
          `Correct ${at}.assignee, or make the account assignable.`,
        );
    }
  }
  return ok('Tickets can be given to people.');
}

const ok = (summary: string): Finding => ({ severity: 'ok', summary, remedy: '' });
const wrong = (summary: string, remedy: string): Finding => ({ severity: 'error', summary, remedy });

async function judge(operation: string, look: () => Promise<Finding>): Promise<Diagnostic> {
  try {
    return { operation, ...(await look()) };
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return { operation, severity: 'error', summary: error.summary, remedy: error.remedy };
  }
}
