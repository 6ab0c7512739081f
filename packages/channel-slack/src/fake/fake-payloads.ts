import { randomBytes, randomUUID } from 'node:crypto';
import type { Json } from './fake-blocks.ts';
import type { FakeMessage, FakeView, FakeWorkspace } from './fake-workspace.ts';

/** As Slack hands over what somebody typed: escaped, with addresses made links. */
export function encoded(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/https?:\/\/[^\s<>&|)\]"]+/g, (url) => `<${url}>`);
}

export interface SaidOptions {
  readonly workspace: FakeWorkspace;
  readonly user: string;
  readonly text: string;
  readonly eventId?: string;
  readonly thread?: string;
  readonly channel?: string;
  /** More of the event: `subtype`, `bot_id`, `channel_type`. */
  readonly more?: Json;
}

/** https://docs.slack.dev/reference/events/message.im */
export function messagePayload(options: SaidOptions): Json {
  const { workspace, user, text, eventId = `Ev${randomUUID()}`, thread, channel, more = {} } = options;
  return eventPayload(workspace, eventId, {
    type: 'message',
    channel_type: 'im',
    channel: channel ?? workspace.directMessageWith(user),
    user,
    text: encoded(text),
    ts: workspace.nextTimestamp(),
    team: workspace.teamId,
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...more,
  });
}

/** https://docs.slack.dev/reference/events/assistant_thread_started */
export function threadStartedPayload(workspace: FakeWorkspace, user: string): Json {
  const thread = workspace.nextTimestamp();
  return eventPayload(workspace, `Ev${randomUUID()}`, {
    type: 'assistant_thread_started',
    assistant_thread: { user_id: user, channel_id: workspace.directMessageWith(user), thread_ts: thread, context: {} },
    event_ts: thread,
  });
}

function eventPayload({ teamId, appId, botUser }: FakeWorkspace, eventId: string, event: Json): Json {
  return {
    type: 'event_callback',
    token: 'deprecated',
    team_id: teamId,
    api_app_id: appId,
    event,
    event_id: eventId,
    event_time: Math.floor(Number(event.ts ?? event.event_ts)),
    authorizations: [
      { enterprise_id: null, team_id: teamId, user_id: botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}

export interface PressedOptions {
  readonly workspace: FakeWorkspace;
  readonly user: string;
  readonly token: string;
  readonly message?: Pick<FakeMessage, 'ts' | 'text' | 'blocks' | 'thread'>;
  readonly actionId?: string;
  readonly blockId?: string;
  readonly actionTs?: string;
  readonly label?: string;
  /** block_id → what was chosen there; null: nothing yet. */
  readonly chosen?: Readonly<Record<string, string | null>>;
  readonly channel?: string;
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function pressedPayload(options: PressedOptions): Json {
  const { workspace, user, token, actionId = 'choice:0', blockId = 'choices:0' } = options;
  const { label = 'a button', chosen = {} } = options;
  const { message = { ts: workspace.nextTimestamp(), text: '', blocks: [], thread: undefined } } = options;
  const { channel = workspace.directMessageWith(user), actionTs = workspace.nextTimestamp() } = options;
  const thread = message.thread === undefined ? {} : { thread_ts: message.thread };
  return {
    type: 'block_actions',
    api_app_id: workspace.appId,
    token: 'deprecated',
    team: { id: workspace.teamId, domain: 'acme' },
    user: { id: user, team_id: workspace.teamId, username: 'somebody', name: 'somebody' },
    container: { type: 'message', message_ts: message.ts, channel_id: channel, is_ephemeral: false, ...thread },
    channel: { id: channel, name: 'directmessage' },
    message: {
      type: 'message',
      user: workspace.botUser,
      ts: message.ts,
      text: message.text,
      blocks: message.blocks,
      ...thread,
    },
    trigger_id: workspace.newTrigger(user),
    response_url: 'https://hooks.slack.com/actions/T/1/unused',
    state: { values: stateOf(chosen) },
    actions: [
      {
        type: 'button',
        action_id: actionId,
        block_id: blockId,
        text: { type: 'plain_text', text: label },
        value: token,
        action_ts: actionTs,
      },
    ],
  };
}

export interface SubmittedOptions {
  readonly workspace: FakeWorkspace;
  readonly view: FakeView;
  readonly user?: string;
  readonly chosen: Readonly<Record<string, string>>;
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function submittedPayload({ workspace, view, user = view.user, chosen }: SubmittedOptions): Json {
  return {
    type: 'view_submission',
    team: { id: workspace.teamId, domain: 'acme' },
    user: { id: user, team_id: workspace.teamId, username: 'somebody', name: 'somebody' },
    api_app_id: workspace.appId,
    token: 'deprecated',
    trigger_id: workspace.newTrigger(user),
    response_urls: [],
    view: { ...view.view, id: view.id, hash: view.hash, team_id: workspace.teamId, state: { values: stateOf(chosen) } },
  };
}

function stateOf(chosen: Readonly<Record<string, string | null>>): Json {
  return Object.fromEntries(
    Object.entries(chosen).map(([block, value]) => [
      block,
      { value: { type: 'static_select', selected_option: value === null ? null : optionOf(value) } },
    ]),
  );
}

function optionOf(value: string): Json {
  return { text: { type: 'plain_text', text: 'an option' }, value };
}

/** An envelope of Socket Mode around a payload (https://docs.slack.dev/apis/events-api/using-socket-mode). */
export function envelope(payload: Json, retry?: number): Json {
  const isEvent = payload.type === 'event_callback';
  return {
    envelope_id: randomBytes(12).toString('hex'),
    type: isEvent ? 'events_api' : 'interactive',
    accepts_response_payload: !isEvent,
    payload,
    ...(retry === undefined ? {} : { retry_attempt: retry, retry_reason: 'timeout' }),
  };
}
