import { type AccessToken, RestClient, type RestRefusal } from '@access-account/connector-kit';
import {
  AmbiguousOutcomeError,
  type Call,
  type ConnectContext,
  type ConnectorError,
  NotFoundError,
  PermissionDeniedError,
  UnavailableError,
} from '@access-account/contract';
import { serviceUrlIn } from './guard/service-url.ts';
import type { ActivityOut } from './render/to-activity.ts';
import { anyAnswer, type Member, member, resource } from './teams-shapes.ts';

export interface BotConnectorOptions {
  readonly system: string;
  readonly serviceUrls: readonly string[];
  readonly appId: string;
  readonly tenantId: string;
  readonly token: AccessToken;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: ConnectContext['clock'];
  readonly lifetime: AbortSignal;
}

/** Where in Teams something is done. */
export interface Place {
  readonly serviceUrl: string;
  readonly conversation: string;
}

const permission = 'the app in the person’s personal chats';

/** The Bot Connector’s REST interface (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference). */
export class BotConnector {
  readonly #options: BotConnectorOptions;
  readonly #clients = new Map<string, RestClient>();

  constructor(options: BotConnectorOptions) {
    this.#options = options;
  }

  /** Whether there is a token. @throws ConnectorError when there is none */
  async authorize(call: Call): Promise<void> {
    await this.#options.token.get(call);
  }

  /** Shows an activity; answers its id. */
  async send(at: Place, activity: ActivityOut, call: Call): Promise<string> {
    const { value } = await this.#at(at.serviceUrl).send(
      {
        method: 'POST',
        target: `/v3/conversations/${encodeURIComponent(at.conversation)}/activities`,
        body: activity,
        shape: resource,
        what: 'the id of a message',
        permission,
      },
      call,
    );
    return value.id;
  }

  /**
   * Puts an activity in the place of another. What it is answered with is of no use, and may be nothing.
   * @throws AmbiguousOutcomeError when a page answers in the place of Teams
   */
  async update(at: Place & { readonly activity: string }, activity: ActivityOut, call: Call): Promise<void> {
    const { value, headers } = await this.#at(at.serviceUrl).send(
      {
        method: 'PUT',
        target: `/v3/conversations/${encodeURIComponent(at.conversation)}/activities/${encodeURIComponent(at.activity)}`,
        body: { ...activity, id: at.activity },
        shape: anyAnswer,
        what: 'an answer to an update',
        permission,
      },
      call,
    );
    if (value !== undefined || !/html/i.test(headers.get('content-type') ?? '')) return;
    throw new AmbiguousOutcomeError({
      system: this.#options.system,
      summary: 'The answer to an update is a page, and not Teams’.',
      remedy: 'Check that no proxy or sign-in page answers in its place. It is tried again by itself.',
    });
  }

  /** Who somebody is, as Teams knows them. */
  async member(at: Place & { readonly member: string }, call: Call): Promise<Member> {
    const { value } = await this.#at(at.serviceUrl).send(
      {
        method: 'GET',
        target: `/v3/conversations/${encodeURIComponent(at.conversation)}/members/${encodeURIComponent(at.member)}`,
        shape: member,
        what: 'a member of a conversation',
        permission,
      },
      call,
    );
    return value;
  }

  /** Everybody in a personal chat: one person. */
  async members(at: Place, call: Call): Promise<readonly Member[]> {
    const { value } = await this.#at(at.serviceUrl).send(
      {
        method: 'GET',
        target: `/v3/conversations/${encodeURIComponent(at.conversation)}/members`,
        shape: member.array(),
        what: 'the members of a conversation',
        permission,
      },
      call,
    );
    return value;
  }

  /** The personal chat with somebody: always the same, however often it is asked for. */
  async chatWith(to: { readonly serviceUrl: string; readonly member: string }, call: Call): Promise<string> {
    const { appId, tenantId } = this.#options;
    const { value } = await this.#at(to.serviceUrl).send(
      {
        method: 'POST',
        target: '/v3/conversations',
        body: {
          isGroup: false,
          bot: { id: `28:${appId}` },
          members: [{ id: to.member }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        },
        shape: resource,
        what: 'a conversation',
        permission,
      },
      call,
    );
    return value.id;
  }

  /** Whatever was stored when, our token goes to no host that is not allowed now. */
  #at(serviceUrl: string): RestClient {
    const { system, serviceUrls, token, fetch, clock, lifetime } = this.#options;
    const baseUrl = serviceUrlIn(serviceUrls, serviceUrl);
    if (baseUrl === undefined) {
      throw new PermissionDeniedError({
        system,
        summary: 'This conversation is at a Bot Connector that is not in serviceUrls.',
        remedy: 'Add its address to serviceUrls, if it is Microsoft’s.',
        missing: 'serviceUrls',
      });
    }
    const made = this.#clients.get(baseUrl);
    if (made !== undefined) return made;
    const client = new RestClient({
      system,
      baseUrl,
      fetch,
      clock,
      lifetime,
      authorize: async (call) => `Bearer ${await token.get(call)}`,
      forget: (authorization) => token.forget(authorization.replace(/^Bearer /, '')),
      remedies: {
        unreachable: 'Check the network, a proxy, serviceUrls, and the service health of Microsoft 365.',
        credentials: 'Check appId, tenantId and clientSecret, and that the Azure Bot has this app id.',
      },
      explain: explained,
    });
    this.#clients.set(baseUrl, client);
    return client;
  }
}

/** Codes by which Teams says that there is nobody at the other end any more, or nothing. */
const gone =
  /^(BotNotInConversationRoster|BotDisabledByAdmin|ConversationNotFound|ConversationBlockedByUser|MessageWritesBlocked|ActivityNotFoundInConversation|MemberNotFoundInConversation|UserNotFound|NotFound)$/;

function explained({ system, status, text }: RestRefusal): ConnectorError | undefined {
  const code = /"code"\s*:\s*"([A-Za-z]{1,64})"/.exec(text)?.[1] ?? '';
  if (status >= 400 && status < 500 && gone.test(code)) {
    const remedy = 'Nothing: the app is not installed there any more, or the message is gone.';
    return new NotFoundError({ system, summary: `Teams says ${code}.`, remedy });
  }
  // Nothing was done; Microsoft asks for another try (…/bots/how-to/rate-limit).
  if (status === 412) {
    return new UnavailableError({ system, summary: 'Teams asks for another try (412).', remedy: 'It is tried again.' });
  }
  return undefined;
}
