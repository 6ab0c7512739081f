import type { Surroundings } from '../story.ts';
import { isConfirmation, isNotice } from '../story.ts';
import { buttonOf, Telling } from '../telling.ts';

/** How a story with a ticket ends: `solved` opens and resolves it, `given` opens it and hands it to people. */
export type TicketEnding = 'solved' | 'given';

export interface TicketStory {
  readonly login: string;
  readonly ending: TicketEnding;
  /** Where it got stuck; null when it ended well. */
  readonly stuck: string | null;
}

export interface TicketStoryOptions {
  readonly world: Surroundings;
  readonly login: string;
  readonly ending: TicketEnding;
  /** Milliseconds until the story has failed. */
  readonly patience: number;
}

/** One person whose help leaves a ticket. Nobody here waits for the desk: what it was asked is looked at afterwards. */
export async function playTicketStory({ world, login, ending, patience }: TicketStoryOptions): Promise<TicketStory> {
  const { standIn } = world;
  const telling = new Telling({ world, login, patience });
  const button = async (what: string, label: string) => {
    const message = await telling.again(`see ${what}`, async () =>
      (await telling.news()).map(({ message }) => message).find((one) => buttonOf(one, label) !== undefined),
    );
    await telling.press(buttonOf(message, label) ?? '');
  };
  try {
    telling.enter('locking');
    await standIn.lock(login);
    telling.enter('noticing');
    if (ending === 'given') {
      await button('the notice', 'No');
      await button('the answer', 'This wasn’t me');
      return { login, ending, stuck: null };
    }
    const notice = await telling.again('see the notice', async () =>
      (await telling.news()).map(({ message }) => message).find((one) => isNotice(one) && buttonOf(one, 'Yes')),
    );
    telling.enter('pressing');
    await telling.press(buttonOf(notice, 'Yes') ?? '');
    telling.enter('unlocking');
    await telling.again(
      'see the confirmation',
      async () => (await telling.news()).some(({ message }) => isConfirmation(message)) || undefined,
    );
    telling.enter('closing');
    await telling.again(
      'sign in',
      async () => (await standIn.signIn(login, `password-of-${login}`)) === 200 || undefined,
    );
    return { login, ending, stuck: null };
  } catch (error) {
    return { login, ending, stuck: telling.stuckBy(error as Error) };
  }
}
