import { mfaChapters, playMfaStory } from './mfa-story.ts';
import { type Chapter, chapters, playStory, type Story, type StoryOptions } from './story.ts';

/** What people go through. */
export interface Plot {
  readonly chapters: readonly Chapter[];
  /** Where strikes land unless they aim, in turn; twice as often where the deed itself happens, before its click is acknowledged. */
  readonly aims: readonly Chapter[];
  readonly play: (options: StoryOptions) => Promise<Story>;
}

export const plots = {
  unlock: { chapters, aims: [...chapters, 'pressing'], play: playStory },
  'mfa-reset': { chapters: mfaChapters, aims: ['pressing', 'removing'], play: playMfaStory },
} as const satisfies Readonly<Record<string, Plot>>;

export type PlotName = keyof typeof plots;
