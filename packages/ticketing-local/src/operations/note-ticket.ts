import { withinDeadline } from '@access-account/connector-kit';
import type { NoteTicket } from '@access-account/contract';
import type { LocalClient } from '../local-client.ts';

export function noteTicket(client: LocalClient): NoteTicket {
  return withinDeadline({
    system: client.displayName,
    run: async ({ ticket: { id }, text }, { idempotencyKey }) => {
      await client.change({
        number: id,
        entry: { kind: 'note', text, idempotencyKey },
        change: (ticket) => ({ ...ticket }),
      });
    },
  });
}
