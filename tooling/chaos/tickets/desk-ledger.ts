import type { DeskDeed } from './desk.ts';

/** What a desk was asked for and did, by ticket and in order. */
export interface DeskLedger {
  write(ticket: string, deed: DeskDeed): void;
  deedsOf(ticket: string): readonly DeskDeed[];
}

export function deskLedger(): DeskLedger {
  const deeds = new Map<string, DeskDeed[]>();
  return {
    write: (ticket, deed) => {
      deeds.set(ticket, [...(deeds.get(ticket) ?? []), deed]);
    },
    deedsOf: (ticket) => deeds.get(ticket) ?? [],
  };
}
