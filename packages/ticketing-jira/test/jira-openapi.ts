import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeExchange } from '@access-account/testkit';
import { type Document, OpenAPIBackend } from 'openapi-backend';

const text = { type: 'string' } as const;
const filled = { type: 'string', minLength: 1 } as const;
const flag = { type: 'boolean' } as const;
const list = (items: object) => ({ type: 'array', items }) as const;
/** An object that may hold more. */
const some = (properties: object, required: readonly string[] = Object.keys(properties)) =>
  ({ type: 'object', properties, required }) as const;
/** An object that holds nothing else: a misspelt name is found. */
const exactly = (properties: object, required: readonly string[] = Object.keys(properties)) =>
  ({ type: 'object', properties, required, additionalProperties: false }) as const;
const json = (schema: object) => ({ 'application/json': { schema } });
const answers = (status: number, schema: object) => ({
  responses: { [status]: { description: 'What was asked for.', content: json(schema) }, default: failure },
});
const nothing = { responses: { 204: { description: 'It is done.' }, default: { description: 'A refusal.' } } };
const asks = (schema: object) => ({ requestBody: { required: true, content: json(schema) } });
const query = (name: string, schema: object) => ({ name, in: 'query', schema });

/** The platform's, Jira Service Management's, and the gateway's. */
const failure = {
  description: 'A refusal.',
  content: json({
    anyOf: [
      some({ errorMessages: list(text), errors: { type: 'object', additionalProperties: text } }),
      some({ errorMessage: text }),
      some({ code: { type: 'integer' }, message: text }),
    ],
  }),
};

/** The Atlassian Document Format, version 1: the nodes that words need. */
const adf = exactly({
  version: { const: 1 },
  type: { const: 'doc' },
  content: list(
    exactly({
      type: { const: 'paragraph' },
      content: list({
        anyOf: [
          exactly(
            {
              type: { const: 'text' },
              text: filled,
              marks: list(
                exactly({ type: { const: 'link' }, attrs: exactly({ href: { type: 'string', format: 'uri' } }) }),
              ),
            },
            ['type', 'text'],
          ),
          exactly({ type: { const: 'hardBreak' } }),
        ],
      }),
    }),
  ),
});

const label = { type: 'string', pattern: '^\\S{1,255}$' };
const named = exactly({ name: filled });
/** A summary is one line. */
const summary = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[^\\r\\n]*$' };
const ticketFields = { summary, description: adf, labels: list(label), priority: named };
const further = { patternProperties: { '^customfield_\\d+$': {} } };
const status = some({
  name: text,
  statusCategory: some({ key: { enum: ['new', 'indeterminate', 'done', 'undefined'] } }),
});
const transition = some({ id: text, name: text, to: status, hasScreen: flag, isAvailable: flag });
const issue = some({ id: text, key: text, fields: { type: 'object' } });
const shownIssue = some({ id: text, key: text, fields: some({ status, labels: list(label) }) });
const comment = some({ id: text, body: adf, created: { type: 'string', format: 'date-time' } });
const user = some({ accountId: text, accountType: text, active: flag });
const internal = exactly({
  key: { const: 'sd.public.comment' },
  value: exactly({ internal: flag }),
});
const issueId = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d+$' } };
const project = {
  name: 'project',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[A-Z][A-Z0-9_]+$' },
};
const adding = (items: object) => list(exactly({ add: items }));

/**
 * The part of Jira Cloud's REST API, version 3, and of Jira Service Management's that is used here, written from what Atlassian
 * documents of them; narrower where Atlassian's own description takes anything, as a field that is misspelt, or a comment in
 * plain text.
 */
const definition = {
  openapi: '3.1.0',
  info: { title: 'Jira Cloud, in part', version: '3' },
  paths: {
    '/rest/api/3/issue': {
      post: {
        operationId: 'createIssue',
        ...asks(
          exactly({
            fields: {
              ...exactly({ project: exactly({ key: filled }), issuetype: named, ...ticketFields }, []),
              ...further,
            },
          }),
        ),
        ...answers(201, some({ id: text, key: text, self: text })),
      },
    },
    '/rest/api/3/issue/{id}': {
      get: {
        operationId: 'readIssue',
        parameters: [issueId, query('fields', filled), query('expand', { const: 'transitions' })],
        ...answers(200, some({ ...shownIssue.properties, transitions: list(transition) })),
      },
      put: {
        operationId: 'editIssue',
        parameters: [issueId, query('returnIssue', { enum: ['true', 'false'] })],
        ...asks(
          exactly({
            fields: { ...exactly({ assignee: exactly({ id: filled }) }, []), ...further },
            update: exactly(
              { labels: adding(label), components: adding(named), comment: adding(exactly({ body: adf })) },
              [],
            ),
          }),
        ),
        responses: {
          200: { description: 'The issue.', content: json(issue) },
          204: { description: 'Done.' },
          default: failure,
        },
      },
    },
    '/rest/api/3/issue/{id}/comment': {
      get: {
        operationId: 'comments',
        parameters: [issueId, query('orderBy', filled), query('maxResults', { type: 'string', pattern: '^\\d+$' })],
        ...answers(200, some({ comments: list(comment), total: { type: 'integer' } })),
      },
      post: {
        operationId: 'comment',
        parameters: [issueId],
        ...asks(exactly({ body: adf, properties: list(internal) }, ['body'])),
        ...answers(201, comment),
      },
    },
    '/rest/api/3/issue/{id}/transitions': {
      get: {
        operationId: 'transitions',
        parameters: [issueId, query('expand', { const: 'transitions.fields' }), query('transitionId', filled)],
        ...answers(200, some({ transitions: list(transition) })),
      },
      post: {
        operationId: 'transition',
        parameters: [issueId],
        ...asks(
          exactly({ transition: exactly({ id: filled }), fields: exactly({ resolution: named }) }, ['transition']),
        ),
        ...nothing,
      },
    },
    '/rest/api/3/issue/{id}/remotelink': {
      post: {
        operationId: 'remotelink',
        parameters: [issueId],
        ...asks(
          exactly({
            globalId: { type: 'string', minLength: 1, maxLength: 255 },
            object: exactly({ url: { type: 'string', format: 'uri' }, title: filled }),
          }),
        ),
        responses: {
          200: { description: 'It was there.', content: json(some({ id: { type: 'integer' } })) },
          201: { description: 'It is new.', content: json(some({ id: { type: 'integer' } })) },
          default: failure,
        },
      },
    },
    '/rest/api/3/search/jql': {
      post: {
        operationId: 'search',
        ...asks(exactly({ jql: filled, fields: list(filled), maxResults: { type: 'integer', minimum: 1 } })),
        ...answers(200, some({ issues: list(shownIssue), isLast: flag })),
      },
    },
    '/rest/api/3/user/search': {
      get: {
        operationId: 'users',
        parameters: [query('query', filled), query('maxResults', { type: 'string', pattern: '^\\d+$' })],
        ...answers(200, list(user)),
      },
    },
    '/rest/api/3/user/assignable/search': {
      get: {
        operationId: 'assignable',
        parameters: [query('project', filled), query('accountId', filled)],
        ...answers(200, list(user)),
      },
    },
    '/rest/api/3/mypermissions': {
      get: {
        operationId: 'permissions',
        parameters: [query('projectKey', filled), query('permissions', filled)],
        ...answers(
          200,
          some({ permissions: { type: 'object', additionalProperties: some({ havePermission: flag }) } }),
        ),
      },
    },
    '/rest/api/3/issue/createmeta/{project}/issuetypes': {
      get: {
        operationId: 'issueTypes',
        parameters: [project, query('maxResults', filled)],
        ...answers(200, some({ issueTypes: list(some({ id: text, name: text })) })),
      },
    },
    '/rest/api/3/issue/createmeta/{project}/issuetypes/{type}': {
      get: {
        operationId: 'createScreen',
        parameters: [project, { ...issueId, name: 'type' }, query('maxResults', filled)],
        ...answers(200, some({ fields: list(some({ fieldId: text, required: flag, hasDefaultValue: flag })) })),
      },
    },
    '/rest/api/3/project/{project}/statuses': {
      get: {
        operationId: 'statuses',
        parameters: [project],
        ...answers(200, list(some({ self: text, name: text, statuses: list(status) }))),
      },
    },
    '/rest/api/3/project/{project}/components': {
      get: { operationId: 'components', parameters: [project], ...answers(200, list(some({ name: text }))) },
    },
    '/rest/servicedeskapi/request': {
      post: {
        operationId: 'createRequest',
        ...asks(
          exactly(
            {
              serviceDeskId: { type: 'string', pattern: '^\\d+$' },
              requestTypeId: { type: 'string', pattern: '^\\d+$' },
              requestFieldValues: { ...exactly(ticketFields, ['summary', 'description', 'labels']), ...further },
              isAdfRequest: { const: true },
              raiseOnBehalfOf: filled,
            },
            ['serviceDeskId', 'requestTypeId', 'requestFieldValues', 'isAdfRequest'],
          ),
        ),
        ...answers(201, some({ issueId: text, issueKey: text, requestTypeId: text, serviceDeskId: text })),
      },
    },
    '/rest/servicedeskapi/servicedesk/{desk}/requesttype/{type}/field': {
      get: {
        operationId: 'requestForm',
        parameters: [
          { ...issueId, name: 'desk' },
          { ...issueId, name: 'type' },
        ],
        ...answers(
          200,
          some({ requestTypeFields: list(some({ fieldId: text, required: flag })), canRaiseOnBehalfOf: flag }),
        ),
      },
    },
  },
} as unknown as Document;

/** Who holds exchanges against a description. */
export interface Judge {
  observe(exchange: FakeExchange): void;
  /** What was not valid, one line each; and how many exchanges were looked at. */
  readonly violations: readonly string[];
  readonly looked: () => number;
}

/** By the description above. */
export function jiraOpenApi(): Promise<Judge> {
  return judgeBy(definition, /^\/oauth\/token$/);
}

/** Atlassian's own description is too big for this repository; it lies where this variable says. */
const folder = process.env.ACCESS_ACCOUNT_SPECS;
const file = folder === undefined ? undefined : join(folder, 'jira-platform-v3.subset.json');
export const hasVendorSpec = file !== undefined && existsSync(file);

/** By what Atlassian publishes of the platform, where it is: of Jira Service Management it publishes none, and of projects this part holds none. */
export function vendorOpenApi(): Promise<Judge> {
  const published = JSON.parse(readFileSync(file ?? '', 'utf8')) as Document;
  return judgeBy(
    published,
    /^\/oauth\/token$|^\/rest\/servicedeskapi\/|\/(mypermissions|issuetypes|assignable|project)(\/|$)/,
  );
}

/** Parameters of a query that an operation does not know are ignored, so that they are wrong. */
async function judgeBy(document: Document, elsewhere: RegExp): Promise<Judge> {
  const violations: string[] = [];
  let looked = 0;
  const ajvOpts = { strict: false, logger: false } as const;
  const api = await new OpenAPIBackend({ definition: document, strict: false, quick: true, ajvOpts }).init();
  const observe = ({ method, path, query: asked, headers, body, status, answer }: FakeExchange): void => {
    if (elsewhere.test(path)) return;
    looked += 1;
    const name = `${method} ${path}`;
    const sent = body === '' ? {} : { body: JSON.parse(body) };
    const request = { method, path, query: Object.fromEntries(asked), headers, ...sent };
    const operation = api.matchOperation(request);
    if (operation?.operationId === undefined) {
      violations.push(`${name}: there is no such operation`);
      return;
    }
    const known = (operation.parameters ?? []).map((one) => ('name' in one ? one.name : ''));
    for (const key of asked.keys())
      if (!known.includes(key)) violations.push(`${name}: asks by ${key}, which is ignored`);
    for (const { instancePath, message } of api.validateRequest(request, operation).errors ?? [])
      violations.push(`${name}: asks ${instancePath} ${message}`);
    if (status === 204) return;
    for (const { instancePath, message } of api.validateResponse(answer, operation, status).errors ?? [])
      violations.push(`${name}: answers ${status} ${instancePath} ${message}`);
  };
  return { observe, violations, looked: () => looked };
}
