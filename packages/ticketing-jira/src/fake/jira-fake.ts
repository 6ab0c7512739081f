import { randomUUID } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import {
  type FakeAnswer,
  type FakeExchange,
  type FakeRequest,
  type FakeServer,
  startFakeServer,
} from '@access-account/testkit';
import { isAdf, recordOf } from './fake-adf.ts';
import { type FakeLimit, type FakeLimitOptions, FakeLimits } from './fake-limits.ts';
import {
  type FakeComment,
  type FakeIssue,
  FakeSite,
  type FakeStatus,
  type FakeTransition,
  type FakeUser,
} from './fake-site.ts';

export interface JiraFakeOptions {
  readonly clock: Clock;
  readonly limits?: Partial<FakeLimitOptions>;
  /** Sees every exchange that no fault touched; its path as it is at the site. */
  readonly observe?: (exchange: FakeExchange) => void;
}

export interface FakeRights {
  /** Project permissions: to create, comment, edit, assign and transition; and to act for others. */
  readonly write: boolean;
  /** `write:jira-work` and `write:servicedesk-request`. */
  readonly scope: boolean;
}

/**
 * A stand-in for a Jira Cloud site with Jira Service Management: a real HTTP server on loopback over issues in memory. What it
 * does, and where that is documented, is in the README beside the package.
 */
export interface JiraFake extends Pick<FakeServer, 'faults' | 'requests' | 'close'> {
  readonly siteUrl: string;
  readonly site: FakeSite;
  /** The configuration of a service account’s OAuth credential as an operator would write it; each call makes another. */
  serviceAccount(rights?: Partial<FakeRights>): Readonly<Record<string, string>>;
  /** The same for an API token; `scoped`: one that works at the gateway alone. */
  apiToken(options?: { readonly scoped?: boolean }): Readonly<Record<string, string>>;
  /** The name of the limit that `too-many` faults say was passed. */
  limitReason: string;
  /** From now on no access token that was given is good. */
  revokeTokens(): void;
  /** Every access token that was given. */
  readonly tokens: readonly string[];
}

export const projects = { software: 'ACC', service: 'HELP' } as const;
export const serviceDesk = { serviceDeskId: '1', requestTypeId: '10' } as const;

const permissionNames = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'ADD_COMMENTS',
  'TRANSITION_ISSUES',
  'EDIT_ISSUES',
  'ASSIGN_ISSUES',
];

export async function startJiraFake({ clock, limits = {}, observe }: JiraFakeOptions): Promise<JiraFake> {
  const site = new FakeSite(clock);
  const cloudId = randomUUID();
  const credentials = new Map<string, FakeRights & { readonly secret: string }>();
  const bearers = new Map<string, { readonly rights: FakeRights; readonly until: number }>();
  const basics = new Map<string, { readonly scoped: boolean }>();
  const tokens: string[] = [];
  const counted = new FakeLimits({ quota: 1e6, burst: 1e6, perIssue: 1e6, ...limits }, clock);
  const integration = site.addUser({ displayName: 'Access Account', accountType: 'app' });
  const gateway = `/ex/jira/${cloudId}`;

  const server = await startFakeServer({
    answer: (request) => (request.path === '/oauth/token' ? issueToken(request) : answer(request)),
    tooMany: (seconds) => refusal({ reason: fake.limitReason, limit: 1, seconds: seconds ?? 60 }, seconds !== null),
    ...(observe === undefined
      ? {}
      : { observe: (exchange) => observe({ ...exchange, path: exchange.path.replace(gateway, '') }) }),
  });

  function refusal({ reason, limit, seconds }: FakeLimit, saysHowLong = true): FakeAnswer {
    const reset = new Date(clock.now().getTime() + seconds * 1000).toISOString();
    return {
      status: 429,
      headers: {
        'ratelimit-reason': reason,
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': reset,
        ...(saysHowLong ? { 'retry-after': String(seconds) } : {}),
      },
      body: problem(['Rate limit exceeded.']),
    };
  }

  function issueToken({ body, method }: FakeRequest): FakeAnswer {
    const form = new URLSearchParams(body);
    const credential = credentials.get(form.get('client_id') ?? '');
    const isGood =
      method === 'POST' &&
      form.get('grant_type') === 'client_credentials' &&
      credential !== undefined &&
      form.get('client_secret') === credential.secret;
    if (!isGood) return { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } };
    const token = randomUUID();
    tokens.push(token);
    bearers.set(token, { rights: credential, until: clock.now().getTime() + 3600_000 });
    const scope = credential.scope ? 'read:jira-work write:jira-work' : 'read:jira-work';
    return { status: 200, body: { access_token: token, expires_in: 3600, token_type: 'Bearer', scope } };
  }

  function rightsOf(authorization = '', isGateway: boolean): FakeRights | undefined {
    const [scheme, value = ''] = authorization.split(' ');
    if (scheme === 'Basic') {
      const token = basics.get(Buffer.from(value, 'base64').toString());
      return token?.scoped === isGateway ? { write: true, scope: true } : undefined;
    }
    const token = bearers.get(value);
    return isGateway && token !== undefined && clock.now().getTime() < token.until ? token.rights : undefined;
  }

  function answer(request: FakeRequest): FakeAnswer {
    const isGateway = request.path.startsWith(`${gateway}/`);
    const path = isGateway ? request.path.slice(gateway.length) : request.path;
    const rights = rightsOf(request.headers.authorization, isGateway);
    if (rights === undefined)
      return { status: 401, body: problem(['Client must be authenticated to access this resource.']) };
    const limit = counted.take(request.method, path);
    if (limit !== undefined) return refusal(limit);
    const isWrite = request.method !== 'GET' && path !== '/rest/api/3/search/jql';
    if (isWrite && !rights.scope)
      return { status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } };
    return answerAt(path, request, rights);
  }

  function answerAt(path: string, { method, query, body: text }: FakeRequest, rights: FakeRights): FakeAnswer {
    const body = text === '' ? {} : recordOf(JSON.parse(text));
    const [, id, part] = /^\/rest\/api\/3\/issue\/([^/]+?)(?:\/(comment|transitions|remotelink))?$/.exec(path) ?? [];
    switch (`${method} ${path}`) {
      case 'POST /rest/api/3/issue':
        return createIssue(body, rights);
      case 'POST /rest/api/3/search/jql':
        return search(body);
      case 'POST /rest/servicedeskapi/request':
        return createRequest(body, rights);
      case 'GET /rest/api/3/user/search':
        return { status: 200, body: usersLike(query.get('query') ?? '') };
      case 'GET /rest/api/3/user/assignable/search':
        return {
          status: 200,
          body: site.users.filter(({ accountId }) => accountId === query.get('accountId')).map(shownUser),
        };
      case 'GET /rest/api/3/mypermissions':
        return permissions(query, rights);
    }
    if (method === 'GET' && id === undefined) return described(path, rights);
    const issue = id === undefined ? undefined : site.issue(id);
    if (issue === undefined)
      return { status: 404, body: problem(['Issue does not exist or you do not have permission to see it.']) };
    if (method !== 'GET' && !rights.write)
      return { status: 403, body: problem(['You do not have the permission to do this.']) };
    switch (`${method} ${part ?? ''}`) {
      case 'GET ':
        return {
          status: 200,
          body: shownIssue(issue, query.get('fields')?.split(',') ?? [], query.get('expand') ?? ''),
        };
      case 'PUT ':
        return edited(issue, done(site.edit(issue, recordOf(body.fields), recordOf(body.update))), query);
      case 'GET comment':
        return comments(issue, query);
      case 'POST comment':
        return comment(issue, body);
      case 'GET transitions':
        return { status: 200, body: { expand: 'transitions', transitions: transitions(issue, query) } };
      case 'POST transitions':
        return done(site.transition(issue, String(recordOf(body.transition).id), recordOf(body.fields)));
      case 'POST remotelink':
        return link(issue, body);
      default:
        return { status: 405, body: problem(['Method not allowed.']) };
    }
  }

  function createIssue(body: Readonly<Record<string, unknown>>, { write }: FakeRights): FakeAnswer {
    const { project, issuetype, ...fields } = recordOf(body.fields);
    const key = recordOf(project).key;
    if (key !== projects.software && key !== projects.service)
      return { status: 400, body: problem([], { project: 'Specify a valid project ID or key' }) };
    if (!write)
      return {
        status: 400,
        body: problem([], { project: 'You do not have permission to create issues in this project.' }),
      };
    if (recordOf(issuetype).name !== 'Task')
      return { status: 400, body: problem([], { issuetype: 'Specify a valid issue type' }) };
    const opened = site.open(key, fields, integration.accountId);
    if (!isIssue(opened)) return { status: 400, body: problem([], opened) };
    return { status: 201, body: { id: opened.id, key: opened.key, self: selfOf(opened) } };
  }

  function createRequest(body: Readonly<Record<string, unknown>>, { write }: FakeRights): FakeAnswer {
    const refused = (status: number, errorMessage: string): FakeAnswer => ({
      status,
      body: { errorMessage, i18nErrorMessage: { i18nKey: 'sd.error', parameters: [] } },
    });
    const { requestFieldValues, isAdfRequest, raiseOnBehalfOf } = body;
    if (!write) return refused(403, 'You do not have permission to create this request.');
    if (body.serviceDeskId !== serviceDesk.serviceDeskId || body.requestTypeId !== serviceDesk.requestTypeId)
      return refused(404, 'The service desk or the request type does not exist.');
    const reporter = site.users.find(({ accountId }) => accountId === raiseOnBehalfOf);
    if (raiseOnBehalfOf !== undefined && reporter === undefined) return refused(400, 'The customer does not exist.');
    const fields = recordOf(requestFieldValues);
    // Without the flag a rich text is wiki markup.
    if (isAdfRequest !== true && typeof fields.description !== 'string')
      return refused(400, 'description must be a string.');
    const opened = site.open(projects.service, fields, (reporter ?? integration).accountId);
    if (!isIssue(opened)) return refused(400, `These fields are not valid: ${Object.keys(opened).join(', ')}.`);
    return {
      status: 201,
      body: {
        ...{ issueId: opened.id, issueKey: opened.key, ...serviceDesk },
        requestFieldValues: Object.entries(fields).map(([fieldId, value]) => ({ fieldId, label: fieldId, value })),
        reporter: shownUser(reporter ?? integration),
        currentStatus: { status: opened.status.name, statusCategory: 'NEW' },
        _links: { web: `${server.url}/servicedesk/customer/portal/1/${opened.key}`, jiraRest: selfOf(opened) },
      },
    };
  }

  function search({ jql, fields, maxResults = 50 }: Readonly<Record<string, unknown>>): FakeAnswer {
    const found = typeof jql === 'string' ? site.search(jql) : undefined;
    if (found === undefined) return { status: 400, body: problem(['Error in the JQL Query.']) };
    const asked = Array.isArray(fields) ? fields.map(String) : [];
    const issues = found.slice(0, Number(maxResults)).map((issue) => shownIssue(issue, asked, ''));
    return { status: 200, body: { issues, isLast: found.length <= Number(maxResults) } };
  }

  /** With `returnIssue` an edit answers the issue, too. */
  function edited(issue: FakeIssue, answer: FakeAnswer, query: URLSearchParams): FakeAnswer {
    if (answer.status !== 204 || query.get('returnIssue') !== 'true') return answer;
    return {
      status: 200,
      body: shownIssue(issue, site.answersWhole ? ['status', 'labels', 'created'] : ['labels'], ''),
    };
  }

  function comment(issue: FakeIssue, { body, properties = [] }: Readonly<Record<string, unknown>>): FakeAnswer {
    if (!isAdf(body)) return { status: 400, body: problem([], { comment: 'Comment body is not valid!' }) };
    const isInternal = (Array.isArray(properties) ? properties : [])
      .map(recordOf)
      .some(({ key, value }) => key === 'sd.public.comment' && recordOf(value).internal === true);
    return { status: 201, body: shownComment(issue, site.comment(issue, body, isInternal)) };
  }

  function comments(issue: FakeIssue, query: URLSearchParams): FakeAnswer {
    const ordered = query.get('orderBy') === '-created' ? issue.comments.toReversed() : issue.comments;
    const maxResults = Number(query.get('maxResults') ?? 100);
    const shown = ordered.slice(0, maxResults).map((one) => shownComment(issue, one));
    return { status: 200, body: { startAt: 0, maxResults, total: issue.comments.length, comments: shown } };
  }

  function transitions(issue: FakeIssue, query: URLSearchParams) {
    const wanted = query.get('transitionId');
    const withFields = query.get('expand') === 'transitions.fields';
    const all = site.transitionsOf(issue).filter(({ id }) => wanted === null || id === wanted);
    return all.map((one) => shownTransition(one, withFields));
  }

  function link(issue: FakeIssue, { globalId, object }: Readonly<Record<string, unknown>>): FakeAnswer {
    const { url, title } = recordOf(object);
    if (typeof url !== 'string' || typeof title !== 'string')
      return { status: 400, body: problem([], { object: 'The url and the title are required.' }) };
    const { id, isNew } = site.link(issue, typeof globalId === 'string' ? globalId : randomUUID(), object);
    return { status: isNew ? 201 : 200, body: { id, self: `${selfOf(issue)}/remotelink/${id}` } };
  }

  function usersLike(query: string) {
    const wanted = query.toLowerCase();
    // Addresses that are kept to themselves are found by nobody, names by everybody.
    return site.users
      .filter(({ displayName, emailAddress = '' }) =>
        [displayName, emailAddress].some((one) => wanted !== '' && one.toLowerCase().startsWith(wanted)),
      )
      .map(shownUser);
  }

  function permissions(query: URLSearchParams, { write }: FakeRights): FakeAnswer {
    const asked = query.get('permissions')?.split(',') ?? [];
    if (asked.length === 0 || asked.some((one) => !permissionNames.includes(one)))
      return { status: 400, body: problem(['Unrecognized permission.']) };
    const isKnown = Object.values<string>(projects).includes(query.get('projectKey') ?? '');
    const shown = asked.map((key, id) => {
      const havePermission = isKnown && (write || key === 'BROWSE_PROJECTS');
      return [key, { id: String(id), key, name: key, type: 'PROJECT', description: '', havePermission }];
    });
    return { status: 200, body: { permissions: Object.fromEntries(shown) } };
  }

  /** How projects are set up. */
  function described(path: string, { write }: FakeRights): FakeAnswer {
    const [, key, what] =
      /^\/rest\/api\/3\/(?:issue\/createmeta|project)\/([A-Z]+)\/(issuetypes|issuetypes\/1|statuses|components)$/.exec(
        path,
      ) ?? [];
    const isKnown = Object.values<string>(projects).includes(key ?? '');
    if (path === `/rest/servicedeskapi/servicedesk/1/requesttype/10/field`) {
      const requestTypeFields = [...site.screen]
        .filter((name) => name !== 'assignee')
        .map((fieldId) => ({
          fieldId,
          name: fieldId,
          required: site.required.has(fieldId),
          validValues: [],
          jiraSchema: { type: 'string', system: fieldId },
        }));
      return { status: 200, body: { requestTypeFields, canRaiseOnBehalfOf: write, canAddRequestParticipants: write } };
    }
    if (!isKnown) return { status: 404, body: problem(['No project could be found.']) };
    switch (what) {
      case 'issuetypes':
        return {
          status: 200,
          body: { startAt: 0, maxResults: 200, total: 1, issueTypes: [{ id: '1', name: 'Task', subtask: false }] },
        };
      case 'issuetypes/1': {
        const fields = [...site.screen].map((fieldId) => ({
          ...{ fieldId, key: fieldId, name: fieldId, required: site.required.has(fieldId), hasDefaultValue: false },
          ...{ operations: ['set'], schema: { type: 'string', system: fieldId } },
        }));
        return { status: 200, body: { startAt: 0, maxResults: 200, total: fields.length, fields } };
      }
      case 'statuses':
        return {
          status: 200,
          body: [
            {
              ...{ self: `${server.url}/rest/api/3/issuetype/1`, id: '1', name: 'Task', subtask: false },
              statuses: site.statuses.map(shownStatus),
            },
          ],
        };
      case 'components':
        return { status: 200, body: site.components.map((name, id) => ({ id: String(id), name })) };
      default:
        return { status: 404, body: problem(['There is no such resource.']) };
    }
  }

  function shownIssue(issue: FakeIssue, asked: readonly string[], expand: string) {
    const all: Record<string, unknown> = {
      ...issue.fields,
      ...{ status: shownStatus(issue.status), labels: issue.labels, created: new Date(issue.created).toISOString() },
    };
    const fields = Object.fromEntries(asked.filter((name) => name in all).map((name) => [name, all[name]]));
    return {
      ...{ id: issue.id, key: issue.key, self: selfOf(issue), fields },
      ...(expand === 'transitions'
        ? { transitions: site.transitionsOf(issue).map((one) => shownTransition(one, false)) }
        : {}),
    };
  }

  function shownTransition({ id, name, to, hasScreen }: FakeTransition, withFields: boolean) {
    const resolution = {
      ...{ key: 'resolution', name: 'Resolution', required: true, hasDefaultValue: false, operations: ['set'] },
      ...{
        schema: { type: 'resolution', system: 'resolution' },
        allowedValues: site.resolutions.map((one) => ({ name: one })),
      },
    };
    return {
      ...{
        id,
        name,
        to: shownStatus(to),
        hasScreen,
        isAvailable: true,
        isConditional: false,
        isGlobal: false,
        isInitial: false,
      },
      ...(withFields ? { fields: hasScreen ? { resolution } : {} } : {}),
    };
  }

  function shownStatus({ id, name, category }: FakeStatus) {
    const self = `${server.url}/rest/api/3/status/${id}`;
    return {
      self,
      id,
      name,
      description: '',
      statusCategory: { id: Number(id), key: category, name: category, colorName: 'blue' },
    };
  }

  function shownComment(issue: FakeIssue, { id, body, created, isPublic }: FakeComment) {
    return {
      ...{
        self: `${selfOf(issue)}/comment/${id}`,
        id,
        author: shownUser(integration),
        body,
        created,
        updated: created,
      },
      ...(issue.project === projects.service ? { jsdPublic: isPublic } : {}),
    };
  }

  function shownUser({ accountId, displayName, emailAddress, active, accountType }: FakeUser) {
    const self = `${server.url}/rest/api/3/user?accountId=${accountId}`;
    return {
      self,
      accountId,
      accountType,
      displayName,
      active,
      ...(emailAddress === undefined ? {} : { emailAddress }),
    };
  }

  function selfOf({ id }: FakeIssue): string {
    return `${server.url}/rest/api/3/issue/${id}`;
  }

  const fake: JiraFake = {
    siteUrl: server.url,
    site,
    limitReason: 'jira-burst-based',
    tokens,
    faults: server.faults,
    requests: server.requests,
    close: server.close,
    revokeTokens: () => bearers.clear(),
    serviceAccount: ({ write = true, scope = true } = {}) => {
      const [clientId, clientSecret] = [randomUUID(), randomUUID()];
      credentials.set(clientId, { write, scope, secret: clientSecret });
      return {
        ...{ authentication: 'service-account', siteUrl: server.url, apiUrl: server.url, cloudId },
        ...{ tokenUrl: `${server.url}/oauth/token`, clientId, clientSecret },
      };
    },
    apiToken: ({ scoped = false } = {}) => {
      const [email, apiToken] = ['access-account@serviceaccount.test', randomUUID()];
      basics.set(`${email}:${apiToken}`, { scoped });
      const place = scoped ? { apiUrl: server.url, cloudId } : {};
      return { authentication: 'api-token', siteUrl: server.url, email, apiToken, ...place };
    },
  };
  return fake;
}

function isIssue(opened: FakeIssue | Readonly<Record<string, string>>): opened is FakeIssue {
  return typeof opened.id === 'string' && typeof opened.key === 'string' && 'comments' in opened;
}

function done(errors: Readonly<Record<string, string>> | undefined): FakeAnswer {
  if (errors === undefined) return { status: 400, body: problem(['The transition is not valid for the issue.']) };
  return Object.keys(errors).length === 0 ? { status: 204 } : { status: 400, body: problem([], errors) };
}

function problem(errorMessages: readonly string[], errors: Readonly<Record<string, string>> = {}) {
  return { errorMessages, errors };
}
