import { type AllowanceInput, nextNoticeAt } from './notice-allowance.ts';
import type { NoticeWish } from './personal-settings.ts';

export interface PersonalAllowanceInput extends AllowanceInput {
  readonly wanted: NoticeWish;
}

const day = 24 * 60 * 60_000;

/** When the next notice may be sent by the organisation's allowance and by the person's wish, whichever is stricter; null: never. */
export function nextWantedNoticeAt({ wanted, ...allowance }: PersonalAllowanceInput): string | null {
  const allowed = nextNoticeAt(allowance);
  switch (wanted) {
    case 'normal':
      return allowed;
    case 'daily': {
      const { instant, notices } = allowance;
      const daily = nextNoticeAt({ instant, notices, atMost: 1, per: day, gap: 0 });
      return new Date(Math.max(Date.parse(allowed), Date.parse(daily))).toISOString();
    }
    case 'none':
      return null;
  }
}
