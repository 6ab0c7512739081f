import type { EntryKind } from '../api/console-types.ts';
import type { IconName } from '../shell/icon.tsx';

export interface EntryLook {
  readonly icon: IconName;
  readonly color: string;
  readonly words: string;
}

/** How each kind of entry looks; words stand beside colour and icon everywhere. */
export const entryLooks: Record<EntryKind, EntryLook> = {
  event: { icon: 'bell', color: 'blue', words: 'Events' },
  decision: { icon: 'branch', color: 'violet', words: 'Decisions' },
  effect: { icon: 'bolt', color: 'indigo', words: 'Effects' },
  outcome: { icon: 'check', color: 'teal', words: 'Outcomes' },
  message: { icon: 'speech', color: 'cyan', words: 'Messages' },
  ticket: { icon: 'ticket', color: 'orange', words: 'Tickets' },
  security: { icon: 'shield', color: 'red', words: 'Security' },
  system: { icon: 'gear', color: 'gray', words: 'System' },
};
