import { asJson, blockProblems, type Json } from './fake-blocks.ts';
import type { FakeMessage, FakeWorkspace } from './fake-workspace.ts';

export interface FakeCall {
  readonly workspace: FakeWorkspace;
  /** The arguments; what was sent as JSON in a form is text here. */
  readonly body: Json;
  /** The address a socket is opened at. */
  readonly socketUrl: () => string;
}

interface FakeMethod {
  /** Of the bot token; `connections:write` of the app-level one. */
  readonly scopes: readonly string[];
  /** It takes a form and no JSON. */
  readonly formOnly?: boolean;
  answer(call: FakeCall): Json;
}

const ok = (more: Json = {}): Json => ({ ok: true, ...more });
const refuse = (error: string, more: Json = {}): Json => ({ ok: false, error, ...more });
const text = (body: Json, name: string) => (body[name] === undefined ? '' : String(body[name]));

/** The methods that the connector calls, with the errors their pages on docs.slack.dev/reference/methods name. */
export const fakeMethods: Readonly<Record<string, FakeMethod>> = {
  'auth.test': {
    scopes: [],
    answer: ({ workspace }) => ok({ team: 'Acme', team_id: workspace.teamId, user_id: workspace.botUser }),
  },
  'apps.connections.open': {
    scopes: ['connections:write'],
    answer: ({ socketUrl }) => ok({ url: socketUrl() }),
  },
  'users.info': {
    scopes: ['users:read'],
    formOnly: true,
    answer: ({ workspace, body }) => {
      const user = workspace.users.get(text(body, 'user'));
      return user === undefined ? refuse('user_not_found') : ok({ user: workspace.describe(user) });
    },
  },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    formOnly: true,
    answer: ({ workspace, body }) => {
      const email = text(body, 'email').toLowerCase();
      // Those who are gone are not found (its page).
      const user = [...workspace.users.values()].find(
        (one) => one.email.toLowerCase() === email && one.kind !== 'deleted',
      );
      return user === undefined ? refuse('users_not_found') : ok({ user: workspace.describe(user) });
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    answer: ({ workspace, body }) => {
      const user = workspace.users.get(text(body, 'users'));
      if (user === undefined) return refuse('user_not_found');
      if (user.kind === 'deleted') return refuse('user_disabled');
      if (user.kind === 'bot') return refuse('cannot_dm_bot');
      return ok({ channel: { id: workspace.directMessageWith(user.id) } });
    },
  },
  'conversations.history': { scopes: ['im:history'], answer: history },
  'conversations.replies': { scopes: ['im:history'], answer: history },
  'chat.postMessage': { scopes: ['chat:write'], answer: postMessage },
  'chat.update': { scopes: ['chat:write'], answer: updateMessage },
  'views.open': {
    scopes: [],
    answer: ({ workspace, body }) => {
      const view = asJson(jsonOf(body.view));
      const problems = viewProblems(view);
      if (problems.length > 0) return refuse('invalid_arguments', { response_metadata: { messages: problems } });
      const trigger = workspace.useTrigger(text(body, 'trigger_id'));
      if ('error' in trigger) return refuse(trigger.error);
      return ok({ view: { id: workspace.openView(trigger.user, view).id } });
    },
  },
  'assistant.threads.setSuggestedPrompts': {
    scopes: ['assistant:write'],
    answer: ({ workspace, body }) => {
      const prompts = jsonOf(body.prompts);
      if (!Array.isArray(prompts) || prompts.length < 1 || prompts.length > 4) return refuse('invalid_arguments');
      workspace.suggestedPrompts.set(text(body, 'thread_ts'), prompts);
      workspace.changed();
      return ok();
    },
  },
};

function postMessage({ workspace, body }: FakeCall): Json {
  const channel = text(body, 'channel');
  const user = workspace.directMessages.get(channel);
  if (user === undefined) return refuse('channel_not_found');
  const content = contentOf(body);
  if ('error' in content) return refuse(content.error, { response_metadata: { messages: content.messages } });
  const thread = text(body, 'thread_ts') || undefined;
  const { mutants } = workspace;
  const channels = mutants.has('posts-to-everybody') ? [...workspace.directMessages.keys()] : [channel];
  const posted: FakeMessage[] = [];
  for (const to of mutants.has('posts-twice') ? [channel, channel] : channels) {
    const metadata = body.metadata === undefined ? undefined : asJson(jsonOf(body.metadata));
    const blocks = mutants.has('tokens-changed')
      ? (JSON.parse(JSON.stringify(content.blocks).replaceAll('"value":"', '"value":"x')) as unknown[])
      : content.blocks;
    posted.push({
      ts: workspace.nextTimestamp(),
      channel: to,
      thread,
      text: content.text,
      blocks,
      metadata,
      edited: false,
    });
  }
  if (mutants.has('other-order')) workspace.messages.unshift(...posted);
  else workspace.messages.push(...posted);
  workspace.changed();
  const ts = posted.find((message) => message.channel === channel)?.ts;
  return ok({ channel, ts, message: { text: content.text } });
}

function updateMessage({ workspace, body }: FakeCall): Json {
  const message = workspace.messages.find(
    ({ ts, channel }) => ts === text(body, 'ts') && channel === text(body, 'channel'),
  );
  if (!workspace.directMessages.has(text(body, 'channel'))) return refuse('channel_not_found');
  if (message === undefined) return refuse('message_not_found');
  const content = contentOf(body);
  if ('error' in content) return refuse(content.error, { response_metadata: { messages: content.messages } });
  if (!workspace.mutants.has('update-does-nothing')) {
    message.text = content.text;
    // Without blocks those of before are taken away.
    if (!workspace.mutants.has('update-keeps-blocks')) message.blocks = content.blocks;
    message.edited = true;
  }
  workspace.changed();
  return ok({ channel: message.channel, ts: message.ts, text: message.text });
}

type Content =
  | { readonly text: string; readonly blocks: readonly unknown[] }
  | { readonly error: string; readonly messages: readonly string[] };

function contentOf(body: Json): Content {
  const said = text(body, 'text');
  const blocks = body.blocks === undefined ? [] : jsonOf(body.blocks);
  if (said === '' && body.blocks === undefined) return { error: 'no_text', messages: [] };
  if (said.length > 40_000) return { error: 'msg_too_long', messages: [] };
  const messages = blockProblems(blocks, { blocks: 50 });
  if (messages.length > 0) return { error: 'invalid_blocks', messages };
  return { text: said, blocks: blocks as readonly unknown[] };
}

function history({ workspace, body }: FakeCall): Json {
  const [channel, thread] = [text(body, 'channel'), text(body, 'ts') || undefined];
  if (!workspace.directMessages.has(channel)) return refuse('channel_not_found');
  const size = Math.min(Number(text(body, 'limit') || 100), 999);
  const from = Number(text(body, 'cursor') || 0);
  const oldest = Number(text(body, 'oldest') || 0);
  const found = workspace.messages
    .filter((message) => message.channel === channel && Number(message.ts) > oldest)
    // Replies are not in a conversation's own history.
    .filter((message) => message.thread === thread)
    .toReversed();
  const isTold = text(body, 'include_all_metadata') === 'true' && !workspace.mutants.has('history-without-metadata');
  const messages = found.slice(from, from + size).map(({ ts, text: said, metadata }) => ({
    type: 'message',
    user: workspace.botUser,
    ts,
    text: said,
    ...(isTold && metadata !== undefined ? { metadata } : {}),
  }));
  const more = from + size < found.length;
  return ok({
    messages,
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + size) : '' },
  });
}

/** https://docs.slack.dev/reference/views */
function viewProblems(view: Json): readonly string[] {
  const lengthOf = (object: unknown) => String(asJson(object).text ?? '').length;
  return [
    ...(view.type === 'modal' ? [] : ['type: modal']),
    ...(lengthOf(view.title) >= 1 && lengthOf(view.title) <= 24 ? [] : ['title: 1 to 24']),
    ...(view.submit === undefined || lengthOf(view.submit) <= 24 ? [] : ['submit: at most 24']),
    ...(String(view.private_metadata ?? '').length <= 3000 ? [] : ['private_metadata: at most 3000']),
    ...blockProblems(view.blocks, { blocks: 100 }),
  ];
}

function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
