import { withinDeadline } from '@access-account/connector-kit';
import type { JsonValue, Lockout, PollLockouts } from '@access-account/contract';
import { mapAccount } from '../map-account.ts';
import type { SandboxClient } from '../sandbox-client.ts';
import { lockAt } from '../sign-in-record.ts';

const pageSize = 1000;

/** The cursor is the episode last reported of each account that is still locked: nothing can slip past it, whatever order locks are written in. */
type Reported = { readonly [id: string]: string };

export function pollLockouts(client: SandboxClient): PollLockouts {
  return withinDeadline({
    system: client.displayName,
    run: async ({ cursor }) => {
      const reported = reportedOf(cursor);
      const stillReported: Record<string, string> = {};
      const lockouts: Lockout[] = [];
      let more = false;
      for await (const { id, record } of everyRecord(client)) {
        const lock = lockAt(record, client.now());
        if (lock === null) continue;
        if (reported[id] === lock.episode) {
          stillReported[id] = lock.episode;
          continue;
        }
        more = lockouts.length === pageSize;
        if (more) continue;
        const person = await client.personById(id);
        if (person === undefined) continue;
        stillReported[id] = lock.episode;
        lockouts.push({ account: mapAccount(person), lock });
      }
      return { lockouts, cursor: { reported: stillReported }, more };
    },
  });
}

async function* everyRecord(client: SandboxClient) {
  let after: string | undefined;
  do {
    const page = await client.signInRecords({ limit: pageSize, ...(after === undefined ? {} : { after }) });
    yield* page;
    after = page.length === pageSize ? page.at(-1)?.id : undefined;
  } while (after !== undefined);
}

function reportedOf(cursor: JsonValue): Reported {
  const isOurs = typeof cursor === 'object' && cursor !== null && 'reported' in cursor;
  const reported = isOurs ? cursor.reported : undefined;
  return typeof reported === 'object' && reported !== null ? (reported as Reported) : {};
}
