import type { FakeExchange } from '@access-account/testkit';
import { type Document, OpenAPIBackend } from 'openapi-backend';

const text = { type: 'string' } as const;
const row = { type: 'object', additionalProperties: text } as const;
const json = (schema: object) => ({ 'application/json': { schema } });
const one = {
  description: 'A row.',
  content: json({ type: 'object', required: ['result'], properties: { result: row } }),
};
const failure = {
  description: 'A refusal.',
  content: json({
    type: 'object',
    required: ['error', 'status'],
    properties: {
      status: { const: 'failure' },
      error: {
        type: 'object',
        required: ['message', 'detail'],
        properties: { message: text, detail: { type: ['string', 'null'] } },
      },
    },
  }),
};
const table = {
  name: 'tableName',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
};
const id = { name: 'sys_id', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{32}$' } };
const query = (name: string, schema: object) => ({ name, in: 'query', schema });
const shown = [
  query('sysparm_fields', { type: 'string', minLength: 1 }),
  query('sysparm_display_value', { enum: ['true', 'false', 'all'] }),
  query('sysparm_exclude_reference_link', { enum: ['true', 'false'] }),
];
const listed = [query('sysparm_query', text), query('sysparm_limit', { type: 'string', pattern: '^[1-9][0-9]{0,3}$' })];
/** Every value is text: "state": "6". */
const body = { required: true, content: json({ type: 'object', minProperties: 1, additionalProperties: text }) };

const key = { name: 'key', in: 'path', required: true, schema: { type: 'string', pattern: '^aa-[0-9a-f]{32}$' } };
const texts = { type: 'object', additionalProperties: text } as const;
const mark = { type: 'string', pattern: '^[a-z0-9]{8,32}$' } as const;
const some = { type: 'string', minLength: 1, maxLength: 8000 } as const;
const part = (properties: Record<string, object>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
/** What the source of the companion app asks for and answers. */
const appTicket = (description: string) => ({
  description,
  content: json(
    part({
      result: part({
        number: some,
        sys_id: { type: 'string', pattern: '^[0-9a-f]{32}$' },
        state: some,
        status: { enum: ['open', 'handed-off', 'resolved'] },
      }),
    }),
  ),
});
const appRequest = {
  required: true,
  content: json({
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: {
      open: part({
        short_description: { type: 'string', minLength: 1, maxLength: 160 },
        description: some,
        caller_email: { type: ['string', 'null'] },
        fields: texts,
      }),
      note: part({ mark, text: some }),
      hand_off: part({ mark, to: some, group: { type: ['string', 'null'] }, reason: some, fields: texts }),
      resolve: part({ code: some, notes: some }),
    },
  }),
};
const app = {
  '/api/x_access_account/v1/tickets/{key}': {
    get: {
      operationId: 'app-get',
      parameters: [key],
      responses: { 200: appTicket('As it is.'), default: failure },
    },
    put: {
      operationId: 'app-put',
      parameters: [key],
      requestBody: appRequest,
      responses: { 200: appTicket('As it is afterwards.'), 201: appTicket('Opened.'), default: failure },
    },
  },
  '/api/x_access_account/v1/about/app': {
    get: {
      operationId: 'app-about',
      parameters: [query('group', { type: ['string', 'array'] })],
      responses: {
        200: {
          description: 'About it.',
          content: json(
            part({
              result: part({
                app: { const: 'access-account' },
                version: some,
                close_codes: { type: 'array', items: text },
                groups: { type: 'array', items: text },
              }),
            }),
          ),
        },
        default: failure,
      },
    },
  },
};

/**
 * The part of the Table API, version 2, and of the token endpoint that is used here, as ServiceNow's documentation describes
 * them (REST API reference, Table API; OAuth inbound). ServiceNow publishes no description of its own.
 */
const definition = {
  openapi: '3.1.0',
  info: { title: 'ServiceNow Table API, in part', version: '2' },
  paths: {
    ...app,
    '/api/now/v2/table/{tableName}': {
      get: {
        operationId: 'list',
        parameters: [table, ...shown, ...listed],
        responses: {
          200: {
            description: 'Rows.',
            content: json({
              type: 'object',
              required: ['result'],
              properties: { result: { type: 'array', items: row } },
            }),
          },
          default: failure,
        },
      },
      post: {
        operationId: 'create',
        parameters: [table, ...shown],
        requestBody: body,
        responses: { 201: one, default: failure },
      },
    },
    '/api/now/v2/table/{tableName}/{sys_id}': {
      get: { operationId: 'read', parameters: [table, id, ...shown], responses: { 200: one, default: failure } },
      patch: {
        operationId: 'change',
        parameters: [table, id, ...shown],
        requestBody: body,
        responses: { 200: one, default: failure },
      },
    },
  },
} as unknown as Document;

/** Holds every request to the Table API, and every answer of the stand-in, against that description. */
export async function servicenowOpenApi() {
  const violations: string[] = [];
  let looked = 0;
  const api = await new OpenAPIBackend({
    definition,
    strict: false,
    quick: true,
    ajvOpts: { strict: false },
  }).init();
  const observe = ({ method, path, query, headers, body, status, answer }: FakeExchange): void => {
    if (path === '/oauth_token.do') return;
    looked += 1;
    const name = `${method} ${path}`;
    const known = new Set([
      'sysparm_fields',
      'sysparm_display_value',
      'sysparm_exclude_reference_link',
      'sysparm_query',
      'sysparm_limit',
      ...(path.endsWith('/about/app') ? ['group'] : []),
    ]);
    for (const key of query.keys()) if (!known.has(key)) violations.push(`${name}: asks by ${key}, which is ignored`);
    const request = {
      method,
      path,
      query: Object.fromEntries(query),
      headers,
      ...(body === '' ? {} : { body: JSON.parse(body) }),
    };
    const operation = api.matchOperation(request);
    if (operation?.operationId === undefined) {
      violations.push(`${name}: there is no such operation`);
      return;
    }
    for (const { instancePath, message } of api.validateRequest(request, operation).errors ?? [])
      violations.push(`${name}: asks ${instancePath} ${message}`);
    for (const { instancePath, message } of api.validateResponse(answer, operation, status).errors ?? [])
      violations.push(`${name}: answers ${status} ${instancePath} ${message}`);
  };
  return { observe, violations, looked: () => looked };
}
