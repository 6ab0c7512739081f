import type { ChatMessage } from '../stand-in/index.ts';
import { buttonOf, Telling } from './telling.ts';
import type { World } from './world.ts';

/** The chapters of a story, in order. */
export const chapters = ['locking', 'noticing', 'pressing', 'unlocking', 'closing'] as const;
export type Chapter = (typeof chapters)[number] | 'asking' | 'removing';

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
  /** Of an MFA reset: the ids that were there when the question was asked; those are confirmed, and no others. */
  readonly confirmed?: readonly string[];
}

export const isNotice = ({ text }: ChatMessage['message']) => text.includes('is locked');
const isExpiry = ({ text }: ChatMessage['message']) => text.includes('has expired');
export const isConfirmation = ({ text }: ChatMessage['message']) => text.includes('is unlocked');

/** One person from wrong passwords to a resolved ticket. */
export async function playStory(options: StoryOptions): Promise<Story> {
  const { world, login } = options;
  const { standIn } = world;
  const telling = new Telling(options);
  const falseClaims: string[] = [];
  let pressedAt: number | null = null;
  let acknowledged = false;
  let askedAfresh = false;
  let stuck: string | null = null;
  try {
    telling.enter('locking');
    await standIn.lock(login);
    telling.enter('noticing');
    const notice = await telling.again('see the notice', async () =>
      (await telling.news())
        .map(({ message }) => message)
        .find((message) => isNotice(message) && buttonOf(message, 'Yes')),
    );
    telling.enter('pressing');
    pressedAt = Date.now();
    if (!(await telling.press(buttonOf(notice, 'Yes') ?? ''))) {
      askedAfresh = true;
      await telling.say('unlock my account');
    }
    acknowledged = true;
    telling.enter('unlocking');
    await telling.again('see the confirmation', async () => {
      const messages = await telling.news();
      if (messages.some(({ message }) => isConfirmation(message))) return true;
      // Told that the question was too old, or over: the newest button that was not pressed yet leads on.
      askedAfresh ||= messages.some(({ message }) => isExpiry(message));
      if (!askedAfresh) return undefined;
      const buttons = ['Check again', 'Yes'].flatMap((label) =>
        messages.map(({ message }) => buttonOf(message, label)),
      );
      const next = buttons.findLast((token) => token !== undefined && !telling.wasPressed(token));
      if (next !== undefined) await telling.press(next);
      return undefined;
    });
    // What was claimed is held against the directory at once.
    const signedIn = await standIn.signIn(login, `password-of-${login}`);
    if (signedIn !== 200) falseClaims.push(`“unlocked” was said, and the sign-in answered ${signedIn}`);
    telling.enter('closing');
    await telling.again('see the ticket resolved', async () => {
      const tickets = await standIn.tickets({ login });
      return tickets.some(({ status }) => status === 'resolved') || undefined;
    });
  } catch (error) {
    stuck = telling.stuckBy(error as Error);
  }
  return { login, ...telling.end(), pressedAt, acknowledged, askedAfresh, stuck, falseClaims };
}
