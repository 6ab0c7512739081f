import { keyDigest, type RestClient } from '@access-account/connector-kit';
import type { Call, Desk, OpenTicketInput, Ticket } from '@access-account/contract';
import { z } from 'zod';
import type { ServiceNowConfig } from './servicenow-config.ts';

/** What `PUT /tickets/{key}` is asked: whatever is there is done, unless it was done before. */
export interface AppRequest {
  readonly open?: {
    readonly short_description: string;
    readonly description: string;
    readonly caller_email: string | null;
    readonly fields: Readonly<Record<string, string>>;
  };
  readonly note?: { readonly mark: string; readonly text: string };
  readonly hand_off?: {
    readonly mark: string;
    readonly to: Desk;
    readonly group: string | null;
    readonly reason: string;
    readonly fields: Readonly<Record<string, string>>;
  };
  readonly resolve?: { readonly code: string; readonly notes: string };
}

export interface AboutApp {
  readonly version: string;
  /** The resolution codes of the instance. */
  readonly close_codes: readonly string[];
  /** Those of the groups that were asked for which are there, once and active. */
  readonly groups: readonly string[];
}

const ticketShape = z.object({
  result: z.object({
    number: z.string().min(1),
    sys_id: z.string().regex(/^[0-9a-f]{32}$/),
    state: z.string(),
    status: z.enum(['open', 'handed-off', 'resolved']),
  }),
});
const aboutShape = z.object({
  result: z.object({
    app: z.literal('access-account'),
    version: z.string(),
    close_codes: z.array(z.string()),
    groups: z.array(z.string()),
  }),
});

/** Keys of tickets in the app; sys_ids are never like this. */
const appKey = /^aa-[a-z0-9]+$/;

/** Whether a ticket was opened by the app: whatever the configuration says by now, it goes on there. */
export function isOfApp(id: string): boolean {
  return appKey.test(id);
}

/** How the app knows again what one effect has done. */
export function markOf(call: Call): string {
  return keyDigest(call.idempotencyKey).slice(0, 16);
}

/** The companion app on the instance: one request opens or changes a ticket by its key, and a repeat does nothing. */
export class AppApi {
  readonly #rest: RestClient;
  readonly #config: ServiceNowConfig;
  readonly #permission: string;

  constructor(rest: RestClient, config: ServiceNowConfig) {
    this.#rest = rest;
    this.#config = config;
    this.#permission = `the role ${config.appScope}.integrator`;
  }

  /** The ticket as it is afterwards. @throws NotFoundError where there is none and none is to be opened */
  async put(key: string, body: AppRequest, call: Call): Promise<Ticket> {
    const { value } = await this.#rest.send(
      {
        method: 'PUT',
        target: `${this.#path}/tickets/${encodeURIComponent(key)}`,
        body,
        shape: ticketShape,
        what: 'a ticket of the app',
        permission: this.#permission,
      },
      call,
    );
    return this.#ticket(key, value.result);
  }

  /** @throws NotFoundError */
  async get(key: string, call: Call): Promise<Ticket> {
    const { value } = await this.#rest.send(
      {
        method: 'GET',
        target: `${this.#path}/tickets/${encodeURIComponent(key)}`,
        shape: ticketShape,
        what: 'a ticket of the app',
        permission: this.#permission,
      },
      call,
    );
    return this.#ticket(key, value.result);
  }

  async about(groups: readonly string[], call: Call): Promise<AboutApp> {
    const query = new URLSearchParams(groups.map((group): [string, string] => ['group', group]));
    const { value } = await this.#rest.send(
      {
        method: 'GET',
        target: `${this.#path}/about/app${query.size === 0 ? '' : `?${query}`}`,
        shape: aboutShape,
        what: 'what the app says of itself',
        permission: this.#permission,
      },
      call,
    );
    return value.result;
  }

  get #path(): string {
    return `/api/${this.#config.appScope}/v1`;
  }

  #ticket(key: string, { number, sys_id, status }: z.output<typeof ticketShape>['result']): Ticket {
    return { reference: { id: key, number, url: `${this.#config.instanceUrl}/incident.do?sys_id=${sys_id}` }, status };
  }
}

/** What the app is told of a new ticket; it looks for the caller itself. */
export function openingOf(
  { requester: { displayName, login, email }, subject, description }: Omit<OpenTicketInput, 'key' | 'feature'>,
  fields: Readonly<Record<string, string>>,
): NonNullable<AppRequest['open']> {
  const name = `Requester: ${displayName} (${email === null ? login : `${login}, ${email}`})`;
  return {
    short_description: subject.replace(/\s+/g, ' ').slice(0, 160),
    description: `${description}\n\n${name}`,
    caller_email: email,
    fields,
  };
}
