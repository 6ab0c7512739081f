import type { Story } from './story.ts';
import { isConfirmation, isNotice } from './story.ts';
import type { World } from './world.ts';

export interface Count {
  readonly lost: number;
  readonly doubled: number;
}

/** What became of one person's story, counted where it happened: in the directory, at the desk, in the chat. */
export interface Verdict {
  readonly unlocks: Count;
  readonly tickets: Count;
  readonly messages: Count;
  readonly falseClaims: number;
  /** What is wrong, in words. */
  readonly findings: readonly string[];
}

interface Stored<Value> {
  readonly key: string;
  readonly value: Value;
}
interface SignIns {
  readonly lock: object | null;
  readonly unlocks: number;
}
interface Ticket {
  readonly requester: { readonly login: string };
  readonly status: string;
  readonly history: readonly { readonly kind: string }[];
}
interface Conversation {
  readonly messages: readonly { readonly id: string; readonly from: string; readonly text: string }[];
}

/** Holds every story against the databases behind the product, not against what the product says of itself. All servers are stopped. */
export async function judge(world: World, stories: readonly Story[]): Promise<readonly Verdict[]> {
  const unfinished = await world.unfinished();
  const database = await world.look();
  try {
    const storedBy = async <Value>(connector: string) =>
      database.rows<Stored<Value>>(`select key, value from connector_store where connector = '${connector}'`);
    const directory = new Map((await storedBy<unknown>('sandbox')).map(({ key, value }) => [key, value]));
    const tickets = (await storedBy<Ticket>('desk')).filter(({ key }) => key.startsWith('ticket/'));
    const conversations = new Map((await storedBy<Conversation>('web')).map(({ key, value }) => [key, value]));
    return stories.map((story) => {
      const { login } = story;
      const signIns = directory.get(`sign-in/${String(directory.get(`login/${login}`))}`) as SignIns | undefined;
      return verdict({
        story,
        unlocks: signIns?.lock === null ? signIns.unlocks : 0,
        tickets: tickets.map(({ value }) => value).filter(({ requester }) => requester.login === login),
        conversation: conversations.get(`conversation/${login}`),
        unfinished: unfinished.filter((effect) => effect.login === login).map(({ type }) => type),
      });
    });
  } finally {
    await database.close();
  }
}

interface Evidence {
  readonly story: Story;
  readonly unlocks: number;
  readonly tickets: readonly Ticket[];
  readonly conversation: Conversation | undefined;
  /** Kinds of effects that were never performed. */
  readonly unfinished: readonly string[];
}

function verdict({ story, unlocks, tickets, conversation, unfinished }: Evidence): Verdict {
  const messages = countMessages(story, conversation);
  const resolutions = tickets.flatMap(({ history }) => history.filter(({ kind }) => kind === 'resolved'));
  const falseClaims = [
    ...story.falseClaims,
    ...(unlocks === 0 && story.chat?.events.some(isConfirmation)
      ? ['“unlocked” was said of an account that never was']
      : []),
  ];
  const counts = {
    unlocks: { lost: unlocks === 0 ? 1 : 0, doubled: Math.max(0, unlocks - 1) },
    tickets: {
      lost: tickets.some(({ status }) => status === 'resolved') ? 0 : 1,
      doubled: Math.max(0, tickets.length - 1, resolutions.length - 1),
    },
    messages: { lost: messages.lost.length, doubled: messages.doubled.length },
  };
  const findings = [
    ...(story.stuck === null ? [] : [`got stuck at ${story.stuck}`]),
    ...(unlocks === 1 ? [] : [`${unlocks} unlocks`]),
    ...(counts.tickets.lost + counts.tickets.doubled === 0
      ? []
      : [
          `${tickets.length} tickets (${tickets.map(({ status }) => status).join(', ')}), ${resolutions.length} resolutions`,
        ]),
    ...messages.lost.map((message) => `${message} was not shown`),
    ...messages.doubled.map((message) => `shown twice: ${message}`),
    ...falseClaims,
    ...unfinished.map((type) => `an effect of type ${type} was never performed`),
  ].map((finding) => `${story.login}: ${finding}`);
  return { ...counts, falseClaims: falseClaims.length, findings };
}

/** What the page showed and what the chat's store holds: each message once. */
function countMessages(
  { chat }: Story,
  conversation: Conversation | undefined,
): { readonly lost: readonly string[]; readonly doubled: readonly string[] } {
  const events = (chat?.events ?? []).filter(({ from }) => from === 'assistant');
  const lost = [
    ...(events.some(isNotice) ? [] : ['the notice']),
    ...(events.some(isConfirmation) ? [] : ['the confirmation']),
  ];
  // Whoever sees the same words twice was told twice, whether the page got one message again or the store holds two.
  const seen = repeated(events.filter(({ replaces }) => replaces === undefined).map(({ text }) => text));
  const stored = (conversation?.messages ?? []).filter(({ from }) => from === 'assistant');
  const kept = repeated(stored.map(({ text }) => text.replace(/\n\n✓ .*$/s, '')));
  return { lost, doubled: seen.length > kept.length ? seen : kept };
}

function repeated(list: readonly string[]): readonly string[] {
  return list.filter((member, index) => list.indexOf(member) !== index);
}
