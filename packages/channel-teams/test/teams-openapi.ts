import type { FakeExchange } from '@access-account/testkit';
import { type Document, OpenAPIBackend } from 'openapi-backend';

const text = { type: 'string', minLength: 1 } as const;
const json = (schema: object) => ({ 'application/json': { schema } });
const object = (required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
const exactly = (required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) => ({
  ...object(required, optional),
  additionalProperties: false,
});
const guid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
const failure = { description: 'A refusal.', content: json(object({ error: object({ code: text, message: text }) })) };
const answer = (description: string, schema: object) => ({ description, content: json(schema) });
const inPath = (name: string, schema: object = text) => ({ name, in: 'path', required: true, schema });
const inQuery = (name: string, schema: object) => ({ name, in: 'query', required: true, schema });

const tenant = object({ tenant: exactly({ id: guid }) });
/** https://adaptivecards.io/schemas/adaptive-card.json, as far as a card here goes. */
const card = exactly(
  {
    type: { const: 'AdaptiveCard' },
    version: { const: '1.5' },
    body: { type: 'array', minItems: 1, items: object({ type: text }) },
  },
  { $schema: text, lang: text },
);
const activity = exactly(
  {
    type: { const: 'message' },
    attachments: {
      type: 'array',
      minItems: 1,
      items: exactly({ contentType: { const: 'application/vnd.microsoft.card.adaptive' }, content: card }),
    },
  },
  {
    id: text,
    from: exactly({ id: { type: 'string', pattern: '^28:' } }),
    recipient: exactly({ id: { type: 'string', pattern: '^29:' } }, { aadObjectId: guid }),
    conversation: exactly({ id: text }, { tenantId: guid }),
    channelData: tenant,
    locale: text,
    summary: text,
  },
);
const resource = object({ id: text });
const member = object(
  { id: text },
  { name: text, aadObjectId: guid, email: text, userPrincipalName: text, userRole: text },
);
const body = (schema: object) => ({ required: true, content: json(schema) });
const conversation = '/teams/v3/conversations/{conversation}';
const apps = '/v1.0/users/{user}/teamwork/installedApps';
const user = ['id', 'userType', 'accountEnabled', 'displayName', 'mail', 'userPrincipalName', 'preferredLanguage'];

/**
 * The part of the Bot Connector (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference)
 * and of Microsoft Graph v1.0 (https://learn.microsoft.com/graph/api/overview) that is used here, as their documentation describes
 * them.
 */
const definition = {
  openapi: '3.1.0',
  info: { title: 'Bot Connector and Microsoft Graph, in part', version: '3' },
  paths: {
    '/teams/v3/conversations': {
      post: {
        operationId: 'create',
        requestBody: body(
          exactly({
            isGroup: { const: false },
            bot: exactly({ id: { type: 'string', pattern: '^28:' } }),
            members: {
              type: 'array',
              minItems: 1,
              maxItems: 1,
              items: exactly({ id: { type: 'string', pattern: '^29:' } }),
            },
            tenantId: guid,
            channelData: tenant,
          }),
        ),
        responses: { 201: answer('A conversation.', resource), default: failure },
      },
    },
    [`${conversation}/activities`]: {
      post: {
        operationId: 'send',
        parameters: [inPath('conversation')],
        requestBody: body(activity),
        responses: { 201: answer('Its id.', resource), default: failure },
      },
    },
    [`${conversation}/activities/{activity}`]: {
      put: {
        operationId: 'update',
        parameters: [inPath('conversation'), inPath('activity')],
        requestBody: body(activity),
        responses: { 200: answer('Its id.', resource), default: failure },
      },
    },
    [`${conversation}/members`]: {
      get: {
        operationId: 'members',
        parameters: [inPath('conversation')],
        responses: { 200: answer('Members.', { type: 'array', items: member }), default: failure },
      },
    },
    [`${conversation}/members/{member}`]: {
      get: {
        operationId: 'member',
        parameters: [inPath('conversation'), inPath('member')],
        responses: { 200: answer('A member.', member), default: failure },
      },
    },
    '/v1.0/users': {
      get: {
        operationId: 'users',
        parameters: [
          inQuery('$filter', { type: 'string', pattern: "^(mail|userPrincipalName) eq '([^']|'')*'$" }),
          inQuery('$select', { const: user.join(',') }),
          inQuery('$top', { const: '2' }),
        ],
        responses: {
          200: answer('Users.', object({ value: { type: 'array', maxItems: 2, items: object({ id: guid }) } })),
          default: failure,
        },
      },
    },
    [apps]: {
      get: {
        operationId: 'installed',
        parameters: [
          inPath('user', guid),
          inQuery('$expand', { const: 'teamsApp' }),
          inQuery('$filter', { type: 'string', pattern: "^teamsApp/id eq '[0-9a-f-]{36}'$" }),
        ],
        responses: {
          200: answer('Installations.', object({ value: { type: 'array', items: resource } })),
          default: failure,
        },
      },
      post: {
        operationId: 'install',
        parameters: [inPath('user', guid)],
        requestBody: body(
          exactly({
            'teamsApp@odata.bind': {
              type: 'string',
              pattern: '^https?://[^/]+/v1\\.0/appCatalogs/teamsApps/[0-9a-f-]{36}$',
            },
          }),
        ),
        responses: { 201: { description: 'Installed.' }, default: failure },
      },
    },
    [`${apps}/{installation}/chat`]: {
      get: {
        operationId: 'chat',
        parameters: [inPath('user', guid), inPath('installation')],
        responses: { 200: answer('A chat.', resource), default: failure },
      },
    },
  },
} as unknown as Document;

/** Holds every request, and every answer of the stand-in, against that description. */
export async function teamsOpenApi() {
  const violations: string[] = [];
  const looked = new Set<string>();
  const api = await new OpenAPIBackend({ definition, strict: false, quick: true, ajvOpts: { strict: false } }).init();
  const observe = (exchange: FakeExchange): void => {
    const { method, path, query, headers, status, answer: answered } = exchange;
    if (['/token', '/openid', '/keys'].includes(path)) return;
    const name = `${method} ${path}`;
    const request = {
      method,
      path,
      query: Object.fromEntries(query),
      headers,
      ...(exchange.body === '' ? {} : { body: JSON.parse(exchange.body) }),
    };
    const operation = api.matchOperation(request);
    if (operation?.operationId === undefined) {
      violations.push(`${name}: there is no such operation`);
      return;
    }
    looked.add(operation.operationId);
    for (const { instancePath, message } of api.validateRequest(request, operation).errors ?? [])
      violations.push(`${name}: asks ${instancePath} ${message}`);
    if (answered === undefined) return;
    for (const { instancePath, message } of api.validateResponse(answered, operation, status).errors ?? [])
      violations.push(`${name}: answers ${status} ${instancePath} ${message}`);
  };
  return { observe, violations, looked };
}
