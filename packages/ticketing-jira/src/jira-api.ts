import type { RestClient } from '@access-account/connector-kit';
import { type Call, NotFoundError } from '@access-account/contract';
import { z } from 'zod';
import type { AdfDocument } from './adf.ts';

/** Values of fields, as Jira takes them. */
export type Fields = Readonly<Record<string, unknown>>;

const statusShape = z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) });
const transitionShape = z.object({
  id: z.string().min(1),
  to: statusShape,
  hasScreen: z.boolean().default(true),
  isAvailable: z.boolean().default(true),
  fields: z
    .record(z.string(), z.object({ required: z.boolean(), allowedValues: z.array(z.unknown()).optional() }))
    .default({}),
});
const issueShape = z.object({
  id: z.string().min(1),
  key: z.string().min(1),
  fields: z.object({ status: statusShape, labels: z.array(z.string()).default([]) }),
  transitions: z.array(transitionShape).default([]),
});
const createdShape = z.object({ id: z.string().min(1), key: z.string().min(1) });
const requestedShape = z.object({ issueId: z.string().min(1), issueKey: z.string().min(1) });
const commentShape = z.object({ id: z.string(), body: z.unknown(), jsdPublic: z.boolean().optional() });
const userShape = z.object({
  accountId: z.string().min(1),
  accountType: z.string().optional(),
  active: z.boolean(),
  emailAddress: z.string().optional(),
});
/** Jira answers with no body; whether it was done is read afterwards. */
const nothing = z.unknown();
/** The issue as it is after an edit; undefined where Jira leaves out some of it, so that it must be read. */
const editedShape = issueShape
  .extend({ fields: issueShape.shape.fields.extend({ labels: z.array(z.string()) }) })
  .optional()
  .catch(undefined);

export type Issue = z.output<typeof issueShape>;
export type Transition = z.output<typeof transitionShape>;
export type Comment = z.output<typeof commentShape>;
export type JiraUser = z.output<typeof userShape>;

/** What is read of an issue. */
const read = ['status', 'labels'];

export interface NewRequest {
  readonly serviceDeskId: string;
  readonly requestTypeId: string;
  readonly fields: Fields;
  /** An account id. */
  readonly onBehalfOf: string | undefined;
}

export interface NewComment {
  readonly body: AdfDocument;
  /** In a service project: for the desk alone. Elsewhere it means nothing. */
  readonly isInternal: boolean;
}

export interface Edit {
  readonly fields: Fields;
  readonly update: Readonly<Record<string, readonly { readonly add: unknown }[]>>;
}

/** The part of Jira Cloud's REST API, version 3, and of Jira Service Management's that tickets need. */
export class JiraApi {
  readonly #rest: RestClient;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  async createIssue(fields: Fields, call: Call): Promise<z.output<typeof createdShape>> {
    const request = {
      ...({ method: 'POST', target: '/rest/api/3/issue', body: { fields } } as const),
      ...{ shape: createdShape, what: 'a new issue', permission: 'Create Issues (write:jira-work)' },
    };
    return (await this.#rest.send(request, call)).value;
  }

  async createRequest({ fields, onBehalfOf, ...type }: NewRequest, call: Call): Promise<z.output<typeof createdShape>> {
    const body = {
      ...type,
      requestFieldValues: fields,
      // Without it the description is wiki markup, in which words mean something.
      isAdfRequest: true,
      ...(onBehalfOf === undefined ? {} : { raiseOnBehalfOf: onBehalfOf }),
    };
    const request = {
      ...({ method: 'POST', target: '/rest/servicedeskapi/request', body } as const),
      ...{
        shape: requestedShape,
        what: 'a new request',
        permission: 'the role of an agent (write:servicedesk-request)',
      },
    };
    const { issueId: id, issueKey: key } = (await this.#rest.send(request, call)).value;
    return { id, key };
  }

  /** @throws NotFoundError */
  async readIssue(id: string, call: Call): Promise<Issue> {
    const asked = new URLSearchParams({ fields: read.join(','), expand: 'transitions' });
    const request = {
      ...({ method: 'GET', target: `${this.#pathOf(id)}?${asked}` } as const),
      ...{ shape: issueShape, what: 'an issue', permission: 'Browse Projects (read:jira-work)' },
    };
    return (await this.#rest.send(request, call)).value;
  }

  /** Issues of a search, which may be minutes behind. */
  async search(jql: string, most: number, call: Call): Promise<readonly Issue[]> {
    const request = {
      ...({ method: 'POST', target: '/rest/api/3/search/jql', isRead: true } as const),
      body: { jql, fields: read, maxResults: most },
      ...{ shape: z.object({ issues: z.array(issueShape) }), what: 'found issues' },
      permission: 'Browse Projects (read:jira-work)',
    };
    return (await this.#rest.send(request, call)).value.issues;
  }

  /** @throws NotFoundError */
  async comment(id: string, { body, isInternal }: NewComment, call: Call): Promise<Comment> {
    const properties = [{ key: 'sd.public.comment', value: { internal: true } }];
    const request = {
      ...({ method: 'POST', target: `${this.#pathOf(id)}/comment` } as const),
      body: { body, ...(isInternal ? { properties } : {}) },
      ...{ shape: commentShape, what: 'a new comment', permission: 'Add Comments (write:jira-work)' },
    };
    return (await this.#rest.send(request, call)).value;
  }

  /** The newest hundred. @throws NotFoundError */
  async comments(id: string, call: Call): Promise<readonly Comment[]> {
    const asked = new URLSearchParams({ orderBy: '-created', maxResults: '100' });
    const request = {
      ...({ method: 'GET', target: `${this.#pathOf(id)}/comment?${asked}` } as const),
      ...{ shape: z.object({ comments: z.array(commentShape) }), what: 'the comments of an issue' },
      permission: 'Browse Projects (read:jira-work)',
    };
    return (await this.#rest.send(request, call)).value.comments;
  }

  /** What the screen of a transition asks for. @throws NotFoundError */
  async transitionFields(id: string, transition: string, call: Call): Promise<Transition['fields']> {
    const asked = new URLSearchParams({ expand: 'transitions.fields', transitionId: transition });
    const request = {
      ...({ method: 'GET', target: `${this.#pathOf(id)}/transitions?${asked}` } as const),
      ...{ shape: z.object({ transitions: z.array(transitionShape) }), what: 'the transitions of an issue' },
      permission: 'Browse Projects (read:jira-work)',
    };
    const { transitions } = (await this.#rest.send(request, call)).value;
    return transitions.find((one) => one.id === transition)?.fields ?? {};
  }

  /** @throws NotFoundError */
  async transition(id: string, transition: string, fields: Fields, call: Call): Promise<void> {
    const body = { transition: { id: transition }, ...(Object.keys(fields).length === 0 ? {} : { fields }) };
    const request = {
      ...({ method: 'POST', target: `${this.#pathOf(id)}/transitions`, body } as const),
      ...{ shape: nothing, what: 'nothing', permission: 'Transition Issues (write:jira-work)' },
    };
    await this.#rest.send(request, call);
  }

  /** Changes an issue, and answers it as it is afterwards. @throws NotFoundError */
  async edit(id: string, edit: Edit, call: Call): Promise<Issue> {
    const request = {
      ...({ method: 'PUT', target: `${this.#pathOf(id)}?returnIssue=true`, body: edit } as const),
      ...{ shape: editedShape, what: 'an issue', permission: 'Edit Issues and Assign Issues (write:jira-work)' },
    };
    return (await this.#rest.send(request, call)).value ?? this.readIssue(id, call);
  }

  /** A link by its global id is there once, however often it is set. */
  async link(
    id: string,
    { globalId, url, title }: Readonly<Record<'globalId' | 'url' | 'title', string>>,
    call: Call,
  ): Promise<void> {
    const request = {
      ...({
        method: 'POST',
        target: `${this.#pathOf(id)}/remotelink`,
        body: { globalId, object: { url, title } },
      } as const),
      ...{ shape: nothing, what: 'nothing', permission: 'Link Issues (write:jira-work)' },
    };
    await this.#rest.send(request, call);
  }

  /** Whoever has something of this, in a name or in an address. */
  async users(query: string, call: Call): Promise<readonly JiraUser[]> {
    const asked = new URLSearchParams({ query, maxResults: '50' });
    const request = {
      ...({ method: 'GET', target: `/rest/api/3/user/search?${asked}` } as const),
      ...{ shape: z.array(userShape), what: 'a list of users', permission: 'Browse users and groups (read:jira-user)' },
    };
    return (await this.#rest.send(request, call)).value;
  }

  /** For what `check` asks. */
  async look<Answer>(
    target: string,
    { shape, permission }: { readonly shape: z.ZodType<Answer>; readonly permission: string },
    call: Call,
  ): Promise<Answer> {
    const request = { method: 'GET', target, shape, what: 'what was asked for', permission } as const;
    return (await this.#rest.send(request, call)).value;
  }

  #pathOf(id: string): string {
    if (/^\d{1,20}$/.test(id)) return `/rest/api/3/issue/${id}`;
    throw new NotFoundError({
      system: this.#rest.system,
      summary: 'There is no ticket of this id.',
      remedy: 'Open a new ticket.',
    });
  }
}
