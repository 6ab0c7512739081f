import type { ConnectContext, InboundEvent } from '@access-account/contract';
import bolt, { AuthorizationError } from '@slack/bolt';
import { z } from 'zod';
import { boltLogger } from './bolt-logger.ts';
import { mentionsIn } from './mentions-in.ts';
import { toConversation, toUser } from './places.ts';
import { plainWords } from './plain-words.ts';
import type { Payload } from './read-payload.ts';
import { submitAction } from './render/to-blocks.ts';
import { formCallback, type ToModalAgainOptions } from './render/to-modal.ts';
import type { SlackConfig } from './slack-config.ts';
import { actionBody, eventBody, messageEvent, pressed, threadEvent, viewBody } from './slack-shapes.ts';

/** What a payload is about. `other`: authentic, and nothing for us. */
export type Routed =
  | { readonly kind: 'message'; readonly event: InboundEvent }
  | { readonly kind: 'action'; readonly event: InboundEvent; readonly trigger: string | undefined }
  /** A form without what was to be chosen in it. */
  | { readonly kind: 'incomplete'; readonly trigger: string; readonly form: ShownForm }
  | { readonly kind: 'form'; readonly event: InboundEvent }
  | { readonly kind: 'thread'; readonly channel: string; readonly thread: string }
  | { readonly kind: 'other' };

/** A form as it stands in a message. */
export type ShownForm = Omit<ToModalAgainOptions, 'title'>;

/** Why a payload was not taken. */
export type Unroutable = 'other-workspace' | 'unreadable';

export interface SlackRouterOptions {
  readonly config: Pick<SlackConfig, 'teamId' | 'botToken' | 'apiUrl'>;
  readonly context: Pick<ConnectContext, 'fetch' | 'clock' | 'logger'>;
}

type Take = (routed: Routed) => void;

const metadata = z.object({ conversation: z.string().regex(/^D[A-Z0-9]+(:[0-9.]+)?$/), token: z.string().min(1) });

/**
 * Bolt as a router, and as nothing else: what it would do by itself (serve HTTP, check signatures, acknowledge, call Slack)
 * is done elsewhere, since it acknowledges events before they are stored, takes timestamps of the future, and repeats calls.
 */
export class SlackRouter {
  readonly #app: bolt.App;
  readonly #options: SlackRouterOptions;

  constructor(options: SlackRouterOptions) {
    this.#options = options;
    const { config, context } = options;
    this.#app = new bolt.App({
      receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
      authorize: async ({ teamId }) => {
        if (teamId !== config.teamId) throw new Error('It comes from another workspace.');
        return { botToken: config.botToken.reveal(), teamId };
      },
      convoStore: false,
      logger: boltLogger(context.logger),
      clientOptions: {
        slackApiUrl: config.apiUrl,
        fetch: context.fetch as never,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    });
    // Whoever asked for the routing hears of it.
    this.#app.error(async (error) => {
      throw error;
    });
    this.#listen();
  }

  async route(payload: Payload): Promise<Routed | Unroutable> {
    // Bolt looks at whom an event was sent for, not at where it happened.
    if (workspaceOf(payload) !== this.#options.config.teamId) return 'other-workspace';
    let routed: Routed = { kind: 'other' };
    const take: Take = (found) => {
      routed = found;
    };
    try {
      await this.#app.processEvent({ body: payload, ack: async () => undefined, customProperties: { take } });
      return routed;
    } catch (error) {
      return error instanceof AuthorizationError ? 'other-workspace' : 'unreadable';
    }
  }

  #listen(): void {
    const { teamId } = this.#options.config;
    const at = () => this.#options.context.clock.now().toISOString();

    this.#app.message(async ({ event, body, context }) => {
      const { event_id, event_time } = eventBody.parse(body);
      const said = messageEvent.safeParse(event);
      // Edited and deleted ones, those of bots and of channels: nobody said that to us.
      if (!said.success) return;
      const { user, channel, thread_ts: thread, text } = said.data;
      const mentions = mentionsIn(text, teamId);
      takerOf(context)({
        kind: 'message',
        event: {
          kind: 'text',
          id: event_id,
          user: toUser(teamId, user),
          conversation: toConversation({ channel, thread }),
          at: event_time === undefined ? at() : new Date(event_time * 1000).toISOString(),
          text: plainWords(text),
          ...(mentions.length === 0 ? {} : { mentions }),
        },
      });
    });

    this.#app.action(/^(choice:\d+|submit)$/, async ({ action, body, context }) => {
      const { action_id, action_ts, value, text } = pressed.parse(action);
      const { user, channel, container, trigger_id, state, message } = actionBody.parse(body);
      const { message_ts, thread_ts: thread } = container;
      const conversation = toConversation({ channel: channel.id, thread });
      const isForm = action_id === submitAction;
      const values = isForm ? chosen(state?.values ?? {}) : {};
      const fields = message?.blocks.filter(({ type }) => type === 'input') ?? [];
      if (isForm && Object.keys(values).length < fields.length && trigger_id !== undefined) {
        const form = { blocks: message?.blocks ?? [], conversation, token: value, submit: text.text };
        takerOf(context)({ kind: 'incomplete', trigger: trigger_id, form });
        return;
      }
      takerOf(context)({
        kind: 'action',
        trigger: trigger_id,
        event: {
          kind: 'choice',
          // Slack has no id for a click: who pressed what, and when, is one.
          id: ['click', user.id, message_ts, action_id, action_ts].join('/'),
          user: toUser(teamId, user.id),
          conversation,
          at: at(),
          token: value,
          ...(Object.keys(values).length === 0 ? {} : { values }),
        },
      });
    });

    this.#app.view(formCallback, async ({ body, context }) => {
      const { user, view } = viewBody.parse(body);
      const { conversation, token } = metadata.parse(JSON.parse(view.private_metadata));
      takerOf(context)({
        kind: 'form',
        event: {
          kind: 'choice',
          id: ['form', user.id, view.id, view.hash ?? ''].join('/'),
          user: toUser(teamId, user.id),
          conversation: { id: conversation },
          at: at(),
          token,
          values: chosen(view.state.values),
        },
      });
    });

    this.#app.event('assistant_thread_started', async ({ event, context }) => {
      const { channel_id: channel, thread_ts: thread } = threadEvent.parse(event).assistant_thread;
      takerOf(context)({ kind: 'thread', channel, thread });
    });
  }
}

/** Where it happened: events say it by themselves, clicks and forms in an object. */
function workspaceOf({ team_id, team }: Payload): unknown {
  return team_id ?? (typeof team === 'object' && team !== null && 'id' in team ? team.id : undefined);
}

function takerOf(context: { readonly [name: string]: unknown }): Take {
  return context.take as Take;
}

type StateValues = z.infer<typeof viewBody>['view']['state']['values'];

/** What was chosen, by the name of the field. */
function chosen(values: StateValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([block, actions]) => {
      const value = Object.values(actions)[0]?.selected_option?.value;
      return block.startsWith('field:') && value !== undefined ? [[block.slice('field:'.length), value]] : [];
    }),
  );
}
