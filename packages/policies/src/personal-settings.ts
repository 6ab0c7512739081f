import type { Settings } from './situation.ts';

/** From the most notices to the fewest. */
export const noticeWishes = ['normal', 'daily', 'none'] as const;

/** How often somebody wants to be told of lockouts: as the organisation does, at most once a day, or not at all. */
export type NoticeWish = (typeof noticeWishes)[number];

/** What a person has set for themselves. */
export interface PersonalSettings {
  readonly notices: NoticeWish;
  /** BCP 47; null: as the directory says. */
  readonly language: string | null;
  /** The connector's name; null: the first that reaches them. */
  readonly channel: string | null;
}

/** What a person can be told in, and where. */
export interface Reach {
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly channels: readonly { readonly name: string; readonly displayName: string }[];
}

export const noPersonalSettings: PersonalSettings = { notices: 'normal', language: null, channel: null };

export interface BoundsInput {
  readonly personal: PersonalSettings;
  readonly bounds: Settings['personalSettings'];
  readonly reach: Reach;
}

/** What of it counts: the organisation's bounds may have become narrower since, and a channel may be gone. */
export function withinBounds({ personal, bounds, reach }: BoundsInput): PersonalSettings {
  if (!bounds.enabled) return noPersonalSettings;
  const fewest = noticeWishes.indexOf(bounds.fewestNotices);
  const { language, channel } = personal;
  return {
    notices: noticeWishes[Math.min(noticeWishes.indexOf(personal.notices), fewest)] ?? 'normal',
    language: bounds.language && language !== null && reach.languages.includes(language) ? language : null,
    channel: bounds.channel && reach.channels.some(({ name }) => name === channel) ? channel : null,
  };
}
