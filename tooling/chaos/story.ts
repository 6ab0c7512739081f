import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ChatMessage, pressSigned } from '../stand-in/index.ts';
import type { World } from './world.ts';

/** The chapters of a story, in order. */
export const chapters = ['locking', 'noticing', 'pressing', 'unlocking', 'closing'] as const;
export type Chapter = (typeof chapters)[number];

/** What people see of an installation. */
export type Surroundings = Pick<World, 'standIn' | 'url' | 'secret' | 'now'>;

export interface StoryOptions {
  readonly world: Surroundings;
  readonly login: string;
  /** Milliseconds until the story has failed; a minute unless given. */
  readonly patience?: number;
  /** Called when a chapter begins. */
  readonly entered?: (chapter: Chapter) => void;
}

export interface Story {
  readonly login: string;
  /** Milliseconds that each chapter took. */
  readonly took: Readonly<Partial<Record<Chapter, number>>>;
  /** When it began and ended: `performance.now()`. */
  readonly beganAt: number;
  readonly endedAt: number;
  /** When the button was pressed first, milliseconds since 1970; null: never. */
  readonly pressedAt: number | null;
  /** Whether the click was acknowledged. */
  readonly acknowledged: boolean;
  /** Whether the question had grown too old, and was asked once more. */
  readonly askedAfresh: boolean;
  /** Where it got stuck; null when it ended well. */
  readonly stuck: string | null;
  /** Answers that no person should get, such as “unlocked” with the account still locked. */
  readonly falseClaims: readonly string[];
}

/** Milliseconds between two tries of the same thing. */
const pause = 40;
/** Milliseconds to wait for a message before asking again. */
const newsWithin = 2000;

export const isNotice = ({ text }: ChatMessage['message']) => text.includes('is locked');
const isExpiry = ({ text }: ChatMessage['message']) => text.includes('has expired');
const buttonOf = ({ choices = [] }: ChatMessage['message'], name: string) =>
  choices.find(({ label }) => label === name)?.token;
export const isConfirmation = ({ text }: ChatMessage['message']) => text.includes('is unlocked');

/**
 * One person from wrong passwords to a resolved ticket. Where no answer comes they do the same again, as chats do: the same
 * click, by its own id.
 */
export async function playStory({ world, login, patience = 60_000, entered }: StoryOptions): Promise<Story> {
  const { standIn } = world;
  const beganAt = performance.now();
  const deadline = beganAt + patience;
  const began = new Map<Chapter, number>();
  const falseClaims: string[] = [];
  let pressedAt: number | null = null;
  let acknowledged = false;
  let askedAfresh = false;
  let stuck: string | null = null;

  const enter = (chapter: Chapter) => {
    began.set(chapter, performance.now());
    entered?.(chapter);
  };
  const again = async <T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> => {
    for (let last = 'not yet'; ; await delay(pause)) {
      try {
        const result = await attempt();
        if (result !== undefined) return result;
      } catch (error) {
        last = (error as Error).message;
      }
      if (performance.now() >= deadline) throw new Error(`${what}: ${last}`);
    }
  };
  let newest = 0;
  const news = async () => {
    const messages = await standIn.messages(login, { after: newest, wait: newsWithin });
    newest = Math.max(newest, ...messages.map(({ n }) => n));
    return messages;
  };
  const pressed = new Set<string>();
  const press = async (token: string) => {
    const event = randomUUID();
    await again('press the button', async () => {
      const asked = { event, user: login, token, at: world.now() };
      const { status, reason } = await pressSigned(world.url, world.secret, asked);
      if (status === 202) return true;
      throw new Error(`${status} ${reason ?? ''}`);
    });
    pressed.add(token);
  };

  try {
    enter('locking');
    await standIn.lock(login);
    enter('noticing');
    const notice = await again('see the notice', async () =>
      (await news()).map(({ message }) => message).find((message) => isNotice(message) && buttonOf(message, 'Yes')),
    );
    enter('pressing');
    pressedAt = Date.now();
    await press(buttonOf(notice, 'Yes') ?? '');
    acknowledged = true;
    enter('unlocking');
    await again('see the confirmation', async () => {
      const messages = await news();
      if (messages.some(({ message }) => isConfirmation(message))) return true;
      // Told that the question was too old: the newest button that was not pressed yet leads on.
      if (!messages.some(({ message }) => isExpiry(message))) return undefined;
      askedAfresh = true;
      const buttons = ['Check again', 'Yes'].flatMap((label) =>
        messages.map(({ message }) => buttonOf(message, label)),
      );
      const next = buttons.findLast((token) => token !== undefined && !pressed.has(token));
      if (next !== undefined) await press(next);
      return undefined;
    });
    // What was claimed is held against the directory at once.
    const signedIn = await standIn.signIn(login, `password-of-${login}`);
    if (signedIn !== 200) falseClaims.push(`“unlocked” was said, and the sign-in answered ${signedIn}`);
    enter('closing');
    await again('see the ticket resolved', async () => {
      const tickets = await standIn.tickets({ login });
      return tickets.some(({ status }) => status === 'resolved') || undefined;
    });
  } catch (error) {
    stuck = `${[...began.keys()].at(-1) ?? 'arriving'}: ${(error as Error).message}`;
  }
  const endedAt = performance.now();
  const times = [...began.values(), endedAt];
  const took = Object.fromEntries(
    [...began.keys()].map((chapter, index) => [chapter, (times[index + 1] ?? 0) - (times[index] ?? 0)]),
  );
  return { login, took, beganAt, endedAt, pressedAt, acknowledged, askedAfresh, stuck, falseClaims };
}
