import { setTimeout as delay } from 'node:timers/promises';
import { type AccountReference, type Call, ConnectorError, type UnlockAccount } from '@access-account/contract';
import { unlockUser } from '../okta-changes.ts';
import type { OktaClient } from '../okta-client.ts';
import { readCapabilities, readLock } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';
import { requireUser } from '../require-user.ts';

/** Milliseconds between two readings, and for all of them: Okta answers from more than one place. */
const readBack = { every: 250, atMost: 4000 };

export function unlockAccount(client: OktaClient): UnlockAccount {
  const { system, requests } = client;
  return async ({ id }, call) => {
    const account = { id };
    const user = await requireUser({ client, account, call });
    const { 'account.unlock': capability } = await readCapabilities({ client, user, call });
    requireHelpable({ system, user, capability });
    if ((await readLock({ client, user, call })) === null) return { changed: false, verified: true, system, account };
    await requests.change(unlockUser(id), call);
    return { changed: true, verified: await isUnlocked({ client, account, call }), system, account };
  };
}

interface IsUnlockedOptions {
  readonly client: OktaClient;
  readonly account: AccountReference;
  readonly call: Call;
}

/** Reads until the lock is gone. The change has happened by now, so that a reading that fails leaves it unverified and is no error. */
async function isUnlocked({ client, account, call }: IsUnlockedOptions): Promise<boolean> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(readBack.atMost)]);
  const within = { ...call, signal };
  while (!signal.aborted) {
    try {
      const user = await requireUser({ client, account, call: within });
      if ((await readLock({ client, user, call: within })) === null) return true;
    } catch (error) {
      if (!ConnectorError.isInstance(error) || !error.isRetryable) return false;
    }
    await delay(readBack.every, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
