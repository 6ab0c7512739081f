import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../testing/index.ts';
import type { Fault } from './fault.ts';
import { type Plot, plots } from './plots.ts';
import { recordedOf } from './recorded.ts';
import type { Chapter, Story } from './story.ts';
import type { World } from './world.ts';

export interface Strike {
  /** Where everybody was when it landed: chapters of the story, and `first start`. */
  readonly landed: readonly string[];
  /** Milliseconds from the moment a person could hope again until the last of the struck stories was over. */
  readonly recovery: number;
  /** How many people were in their stories when it took hold, and still when it was over. */
  readonly heldUp: number;
}

export interface Round {
  readonly stories: readonly Story[];
  /** Undefined: it never came to it. */
  readonly strike: Strike | undefined;
  readonly findings: readonly string[];
}

export interface RoundOptions {
  readonly world: World;
  readonly fault: Fault;
  readonly random: SeededRandom;
  /** The chapter in which the strike finds one of the people. */
  readonly aim: Chapter;
  /** Milliseconds that each chapter takes here, undisturbed. */
  readonly typical: Story['took'];
}

/** People begin at different moments; the strike finds one of them in the chapter it aims at, and the others wherever they are. */
export async function playRound({ world, fault, random, aim, typical }: RoundOptions): Promise<Round> {
  const { chapters, play: playStory }: Plot = plots[fault.plot ?? 'unlock'];
  const length = chapters.reduce((sum, chapter) => sum + (typical[chapter] ?? 0), 0);
  const at = new Map<number, Chapter>();
  const findings: string[] = [];
  const stories: Story[] = [];
  let landed: readonly string[] = [];
  let striking: Promise<void> | undefined;
  let tookHoldAt = 0;
  let healedAt: number | undefined;
  let over = false;

  const strikeAfter = async (milliseconds: number) => {
    await delay(milliseconds);
    landed = [...at.values()];
    tookHoldAt = performance.now();
    try {
      healedAt = await fault.strike(world, random, () => {
        tookHoldAt = performance.now();
      });
    } catch (error) {
      healedAt = performance.now();
      findings.push(`${fault.name}: ${(error as Error).message}`);
    }
    over = true;
  };
  const play = async (person: number) => {
    const story = await playStory({
      world,
      login: world.newLogin(),
      entered: (chapter) => {
        at.set(person, chapter);
        if (person === 0 && chapter === aim) striking ??= strikeAfter(random.next() * (typical[chapter] ?? 0));
      },
    });
    at.delete(person);
    stories.push(story);
    if (story.stuck !== null) findings.push(`${story.login}: recorded: ${await recordedOf(story.login, world)}`);
  };

  const begins = Array.from({ length: fault.people ?? 4 }, () => random.next() * length);
  await Promise.all(
    begins.map(async (begin, person) => {
      await delay(begin);
      await play(person);
      while (fault.peopleKeepComing && striking !== undefined && !over) await play(person);
    }),
  );
  await striking;
  await fault.afterwards?.(world);
  if (healedAt === undefined)
    return { stories, strike: undefined, findings: [...findings, 'it never came to a strike'] };
  return { stories, strike: { landed, ...strikeOn(stories, { tookHoldAt, healedAt }) }, findings };
}

/** What a fault did to people, by when it took hold and when it was over. */
export function strikeOn(
  stories: readonly Pick<Story, 'beganAt' | 'endedAt'>[],
  { tookHoldAt, healedAt }: { readonly tookHoldAt: number; readonly healedAt: number },
): Pick<Strike, 'recovery' | 'heldUp'> {
  const ends = stories.filter(({ beganAt }) => beganAt < healedAt).map(({ endedAt }) => endedAt);
  const heldUp = stories.filter(({ beganAt, endedAt }) => beganAt < tookHoldAt && endedAt > healedAt).length;
  return { recovery: Math.max(healedAt, ...ends) - healedAt, heldUp };
}
