import type { ChatMessage } from '../stand-in/index.ts';
import type { Chapter, Story, StoryOptions } from './story.ts';
import { buttonOf, Telling } from './telling.ts';

/** The chapters of an MFA reset, in order. */
export const mfaChapters = ['asking', 'pressing', 'removing', 'closing'] as const satisfies readonly Chapter[];

/** What somebody lost, and what they set up while the rest is being removed. */
const lost = ['Lost phone', 'Old token', 'Broken key'];
const meanwhile = ['New phone', 'New key', 'New token'];

const isQuestion = ({ text }: ChatMessage['message']) => text.includes('Shall I reset MFA for');
export const isReset = ({ text }: ChatMessage['message']) => text.includes('Reset complete!');

/**
 * One person from a lost phone to a resolved ticket. New factors are set up between the question and the click, right after the
 * click, and while the others are being removed: whatever was not shown has to stay.
 */
export async function playMfaStory(options: StoryOptions): Promise<Story> {
  const { world, login } = options;
  const { standIn } = world;
  const telling = new Telling(options);
  const enrol = async (label: string | undefined) => {
    if (label !== undefined) await standIn.control({ enrol: { login, label } });
  };
  const falseClaims: string[] = [];
  let confirmed: readonly string[] = [];
  let pressedAt: number | null = null;
  let acknowledged = false;
  let stuck: string | null = null;
  try {
    for (const label of lost) await enrol(label);
    telling.enter('asking');
    await telling.say('I lost my phone');
    const question = await telling.again('see the question', async () =>
      (await telling.news())
        .map(({ message }) => message)
        .find((message) => isQuestion(message) && buttonOf(message, 'Yes, reset MFA')),
    );
    confirmed = (await standIn.factors(login)).map(({ id }) => id);
    await enrol(meanwhile[0]);
    telling.enter('pressing');
    pressedAt = Date.now();
    await telling.press(buttonOf(question, 'Yes, reset MFA') ?? '');
    acknowledged = true;
    telling.enter('removing');
    await enrol(meanwhile[1]);
    let isWatched = true;
    await telling.again('hear that it is done', async () => {
      const left = await standIn.factors(login);
      if (isWatched && left.some(({ id }) => confirmed.includes(id)) && left.length < lost.length + 2) {
        isWatched = false;
        await enrol(meanwhile[2]);
      }
      return (await telling.news()).some(({ message }) => isReset(message)) || undefined;
    });
    // What was claimed is held against the directory at once.
    const left = await standIn.factors(login);
    if (left.some(({ id }) => confirmed.includes(id))) falseClaims.push('“Reset complete!” with a factor still there');
    telling.enter('closing');
    await telling.again('see the ticket resolved', async () => {
      const tickets = await standIn.tickets({ login });
      return tickets.some(({ status }) => status === 'resolved') || undefined;
    });
  } catch (error) {
    stuck = telling.stuckBy(error as Error);
  }
  return { login, ...telling.end(), pressedAt, acknowledged, askedAfresh: false, stuck, falseClaims, confirmed };
}
