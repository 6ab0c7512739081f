import { setTimeout as delay } from 'node:timers/promises';
import { Chat, type ShownMessage, sandboxDirectory } from '../testing/index.ts';
import type { World } from './world.ts';

/** The chapters of a story, in order. */
export const chapters = ['locking', 'noticing', 'pressing', 'unlocking', 'closing'] as const;
export type Chapter = (typeof chapters)[number];

export interface StoryOptions {
  readonly world: World;
  readonly login: string;
  /** Called when a chapter begins. */
  readonly entered?: (chapter: Chapter) => void;
  /** Milliseconds until it has failed. */
  readonly patience?: number;
}

export interface Story {
  readonly login: string;
  /** Milliseconds that each chapter took. */
  readonly took: Readonly<Partial<Record<Chapter, number>>>;
  /** When it ended: `performance.now()`. */
  readonly endedAt: number;
  /** Where it got stuck; null when it ended well. */
  readonly stuck: string | null;
  /** Answers that no person should get, such as “unlocked” with the account still locked. */
  readonly falseClaims: readonly string[];
  /** Still listening: what came after the end counts too. */
  readonly chat: Chat | undefined;
}

/** Milliseconds between two tries of the same thing. */
const pause = 20;
/** Milliseconds after which a browser gives an answer up and tries again. */
const unanswered = 5000;

export const isNotice = ({ text, choices }: ShownMessage) => text.includes('is locked') && choices.length > 0;
export const isConfirmation = ({ text }: ShownMessage) => text.includes('is unlocked');

/**
 * One person from wrong passwords to a resolved ticket. Where no answer comes they do the same again, as people and browsers do:
 * the same password, the same button.
 */
export async function playStory({ world, login, entered, patience = 45_000 }: StoryOptions): Promise<Story> {
  const directory = sandboxDirectory({ url: world.url });
  const deadline = performance.now() + patience;
  const began = new Map<Chapter, number>();
  const falseClaims: string[] = [];
  let chat: Chat | undefined;
  let stuck: string | null = null;

  const enter = (chapter: Chapter) => {
    began.set(chapter, performance.now());
    entered?.(chapter);
  };
  const again = async <T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> => {
    for (let last = 'nothing'; performance.now() < deadline; await delay(pause)) {
      try {
        const result = await within(unanswered, attempt());
        if (result !== undefined) return result;
        last = 'not yet';
      } catch (error) {
        last = (error as Error).message;
      }
      if (performance.now() >= deadline) throw new Error(`${what}: ${last}`);
    }
    throw new Error(what);
  };
  const shown = async (fits: (message: ShownMessage) => boolean) =>
    chat?.shown(fits, Math.max(1, Math.round(deadline - performance.now())));

  try {
    chat = await again('open the chat', () => Chat.open({ url: world.url, person: login }));
    enter('locking');
    await again('lock the account', async () => (await directory.signIn(login, 'wrong')) === 423 || undefined);
    enter('noticing');
    const notice = await shown(isNotice);
    enter('pressing');
    const token = notice?.choices.find(({ label }) => label === 'Yes')?.token ?? '';
    await again('press Yes', async () => {
      const answer = await chat?.press(token);
      if (answer?.status === 202) return true;
      throw new Error(`${answer?.status} ${answer?.body.error?.code}`);
    });
    enter('unlocking');
    await shown(isConfirmation);
    // What was claimed is held against the directory at once.
    const signedIn = await again('sign in with the old password', async () => {
      const status = await directory.signIn(login, `password-of-${login}`);
      return [200, 401, 403, 423].includes(status) ? status : undefined;
    });
    if (signedIn !== 200) falseClaims.push(`“unlocked” was said, and the sign-in answered ${signedIn}`);
    enter('closing');
    await again('see the ticket resolved', async () => {
      const { tickets } = (await world.ask('/api/v1/tickets?limit=500')) as {
        tickets: readonly { person: string; status: string }[];
      };
      return tickets.some(({ person, status }) => person === `Test ${login}` && status === 'resolved') || undefined;
    });
  } catch (error) {
    stuck = `${[...began.keys()].at(-1) ?? 'arriving'}: ${(error as Error).message}`;
  }
  const endedAt = performance.now();
  const times = [...began.values(), endedAt];
  const took = Object.fromEntries(
    [...began.keys()].map((chapter, index) => [chapter, (times[index + 1] ?? 0) - (times[index] ?? 0)]),
  );
  return { login, took, endedAt, stuck, falseClaims, chat };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
