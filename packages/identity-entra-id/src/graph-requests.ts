import { type Call, type Clock, type ConnectContext, ConnectorError } from '@access-account/contract';
import { z } from 'zod';
import type { AccessToken } from './access-token.ts';
import { targetOfLink } from './graph-link.ts';
import { jsonOf } from './json-of.ts';
import { type GraphResponse, invalidAnswer, mapGraphLoss, mapGraphRefusal } from './map-graph-error.ts';

export interface GraphRequestsOptions {
  readonly system: string;
  readonly graphUrl: string;
  readonly token: AccessToken;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: Clock;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
}

interface GraphRequest {
  /** Path and query below `/v1.0`, every part of it encoded. */
  readonly target: string;
  /** The application permission it asks for, for the error. */
  readonly permission: string;
}

export interface GraphRead<Answer> extends GraphRequest {
  readonly shape: z.ZodType<Answer>;
  /** What the answer is, for the error: "a user". */
  readonly what: string;
  /** Graph answers it from an index that runs behind, and only when told that this is known. */
  readonly isEventual?: boolean;
}

export interface GraphChange extends GraphRequest {
  readonly method: 'POST' | 'DELETE';
}

/** A page of a list as Graph answers it. */
export interface GraphPage<Item> {
  readonly value: readonly Item[];
  readonly '@odata.nextLink'?: string | undefined;
  readonly '@odata.deltaLink'?: string | undefined;
}

/** One of several answers: each has a status of its own. */
export type GraphOutcome<Answer> =
  | { readonly ok: true; readonly value: Answer }
  | { readonly ok: false; readonly error: ConnectorError };

type OutcomeOf<Read> = Read extends { readonly shape: z.ZodType<infer Answer> } ? GraphOutcome<Answer> : undefined;

type Outcomes<Reads> = { readonly [Name in keyof Reads]: OutcomeOf<Reads[Name]> };

/** Graph takes no more in one batch. */
const batchSize = 20;

const batchShape = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

interface Sent {
  readonly method: 'GET' | GraphChange['method'];
  readonly target: string;
  readonly changes: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Microsoft Graph v1.0 through the product's one outbound client. It never repeats a request and keeps no answer. */
export class GraphRequests {
  readonly system: string;
  readonly #options: GraphRequestsOptions;

  constructor(options: GraphRequestsOptions) {
    this.system = options.system;
    this.#options = options;
  }

  async read<Answer>(request: GraphRead<Answer>, call: Call): Promise<Answer> {
    return (await this.readDated(request, call)).value;
  }

  /** The answer, with Graph's own time where it says so. */
  async readDated<Answer>(request: GraphRead<Answer>, call: Call) {
    const { target, isEventual } = request;
    const headers: Record<string, string> = isEventual ? { consistencylevel: 'eventual' } : {};
    const response = await this.#send({ method: 'GET', target, changes: false, headers }, call);
    const date = Date.parse(response.headers.get('date') ?? '');
    return { value: this.#answerOf(request, response), answeredAt: Number.isNaN(date) ? null : new Date(date) };
  }

  /** Every item of a list, page after page. */
  async readAll<Item>(request: GraphRead<GraphPage<Item>>, call: Call): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (let target: string | null = request.target; target !== null; ) {
      const page: GraphPage<Item> = await this.read({ ...request, target }, call);
      items.push(...page.value);
      target = this.nextOf(page);
    }
    return items;
  }

  /** The target of the page that follows; null: there is none. @throws ResponseInvalidError when it leads elsewhere. */
  nextOf(page: GraphPage<unknown>): string | null {
    const link = page['@odata.nextLink'];
    return link === undefined ? null : this.followed(link);
  }

  /** The target of a link that Graph gave. @throws ResponseInvalidError when it leads elsewhere. */
  followed(link: string): string {
    const target = targetOfLink(link);
    if (target === null)
      throw invalidAnswer({ system: this.system, what: 'a page with a link to Graph', changes: false });
    return target;
  }

  /** Several questions in one request, each with an outcome of its own; none for those that are left out. */
  async readTogether<Reads extends Record<string, GraphRead<unknown> | undefined>>(
    reads: Reads,
    call: Call,
  ): Promise<Outcomes<Reads>> {
    const asked = Object.entries(reads).flatMap(([name, read]) => (read === undefined ? [] : [{ name, read }]));
    const outcomes = await this.readEach(
      asked.map(({ read }) => read),
      call,
    );
    return Object.fromEntries(asked.map(({ name }, index) => [name, outcomes[index]])) as Outcomes<Reads>;
  }

  /** The same for a list of questions, twenty at a time, in their order. */
  async readEach<Answer>(requests: readonly GraphRead<Answer>[], call: Call): Promise<readonly GraphOutcome<Answer>[]> {
    const outcomes: GraphOutcome<Answer>[] = [];
    for (let from = 0; from < requests.length; from += batchSize) {
      outcomes.push(...(await this.#batch(requests.slice(from, from + batchSize), call)));
    }
    return outcomes;
  }

  /**
   * Sends one change, once. What the answer holds is not looked at, so that no secret in it gets any further.
   * @throws AmbiguousOutcomeError when the change was sent and its answer was lost or is none of Graph's.
   */
  async change({ method, target, permission }: GraphChange, call: Call): Promise<void> {
    const { system } = this;
    const response = await this.#send({ method, target, changes: true }, call);
    if (!isSuccess(response)) throw mapGraphRefusal({ system, response, permission, changes: true });
    if (response.text.trim() !== '' && jsonOf(response.text) === undefined) {
      throw invalidAnswer({ system, what: 'one of Graph’s', changes: true });
    }
  }

  async #batch<Answer>(requests: readonly GraphRead<Answer>[], call: Call): Promise<readonly GraphOutcome<Answer>[]> {
    const asked = requests.map(({ target, isEventual }, index) => ({
      id: `${index}`,
      method: 'GET',
      url: target,
      ...(isEventual ? { headers: { ConsistencyLevel: 'eventual' } } : {}),
    }));
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ requests: asked });
    const batch = { target: '/$batch', permission: 'none', shape: batchShape, what: 'a batch of answers' };
    const response = await this.#send({ method: 'POST', target: '/$batch', changes: false, headers, body }, call);
    const { responses } = this.#answerOf(batch, response);
    return requests.map((request, index): GraphOutcome<Answer> => {
      const one = responses.find(({ id }) => id === `${index}`);
      try {
        if (one === undefined) throw invalidAnswer({ system: this.system, what: request.what, changes: false });
        const text = JSON.stringify(one.body) ?? '';
        return {
          ok: true,
          value: this.#answerOf(request, { status: one.status, headers: headersOf(one.headers), text }),
        };
      } catch (error) {
        if (!ConnectorError.isInstance(error)) throw error;
        return { ok: false, error };
      }
    });
  }

  #answerOf<Answer>({ shape, what, permission }: GraphRead<Answer>, response: GraphResponse): Answer {
    const { system } = this;
    if (!isSuccess(response)) throw mapGraphRefusal({ system, response, permission, changes: false });
    const value = shape.safeParse(jsonOf(response.text));
    if (!value.success) throw invalidAnswer({ system, what, changes: false });
    return value.data;
  }

  async #send(request: Sent, call: Call): Promise<GraphResponse> {
    const { token } = this.#options;
    const held = await token.get(call);
    const answer = await this.#ask(request, held, call);
    if (answer.status !== 401) return answer;
    // A token that was revoked before its time. A refusal for want of a good token has changed nothing.
    token.forget(held);
    return this.#ask(request, await token.get(call), call);
  }

  async #ask({ method, target, changes, headers, body }: Sent, token: string, call: Call): Promise<GraphResponse> {
    const { graphUrl, lifetime } = this.#options;
    const { system } = this;
    if (call.signal.aborted) {
      throw mapGraphLoss({ error: call.signal.reason, system, changes: false, isOverdue: true });
    }
    try {
      const response = await this.#options.fetch(`${graphUrl}/v1.0${target}`, {
        method,
        redirect: 'error',
        headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...headers },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.any([call.signal, lifetime]),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      // The core's own refusals, such as a budget that is used up, say what they are.
      if (ConnectorError.isInstance(error)) throw error;
      throw mapGraphLoss({ error, system, changes, isOverdue: call.signal.aborted });
    }
  }
}

function isSuccess({ status }: GraphResponse): boolean {
  return status >= 200 && status < 300;
}

/** What Graph says of one answer in a batch; what makes no header is left out. */
function headersOf(said: Readonly<Record<string, string>> | null | undefined): Headers {
  const headers = new Headers();
  for (const name of ['Retry-After', 'Date']) {
    const value = Object.entries(said ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}
