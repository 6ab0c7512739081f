import type { Conversations } from './conversations.ts';
import { toWireMessage } from './to-wire-message.ts';

export interface StreamConversationOptions {
  readonly conversations: Conversations;
  readonly user: string;
  /** The position after which to start; 0 is the beginning. */
  readonly after: number;
  /** Asked before anything is sent: a session that ended hears no more. */
  readonly mayRead: () => Promise<boolean>;
  /** Any of them ends the stream with `bye`. */
  readonly signals: readonly AbortSignal[];
  readonly heartbeatMilliseconds?: number;
}

/** A conversation as server-sent events: what was said, then what is being said, until somebody leaves. */
export async function* streamConversation(options: StreamConversationOptions): AsyncGenerator<string> {
  const { conversations, user, mayRead, heartbeatMilliseconds = 15_000 } = options;
  const signal = AbortSignal.any([...options.signals]);
  const alarm = createAlarm();
  const stopWatching = conversations.watch(user, alarm.ring);
  signal.addEventListener('abort', alarm.ring);
  try {
    yield 'retry: 2000\n: welcome\n\n';
    let position = options.after;
    while (!signal.aborted) {
      if (!(await mayRead())) {
        yield bye('signed-out');
        return;
      }
      const conversation = await conversations.read(user);
      // A page that is ahead of us remembers a conversation that is gone (a new database): it gets everything again.
      if (position >= conversation.next) position = 0;
      const news = conversation.messages.filter((message) => message.position > position);
      for (const message of news.sort((a, b) => a.position - b.position)) {
        yield `event: message\nid: ${message.position}\ndata: ${JSON.stringify(toWireMessage(message))}\n\n`;
        position = message.position;
      }
      const woken = await alarm.wait(heartbeatMilliseconds);
      if (!woken) yield ': heartbeat\n\n';
    }
    yield bye('closing');
  } finally {
    stopWatching();
    signal.removeEventListener('abort', alarm.ring);
  }
}

const bye = (reason: string) => `event: bye\ndata: ${JSON.stringify({ reason })}\n\n`;

/** Remembers a ring that came while nobody waited, so no change is slept through. */
function createAlarm() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    /** Answers true when it rang, false when the time was up. */
    wait: async (milliseconds: number) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      const woken = rung;
      rung = false;
      return woken;
    },
  };
}
