import { setTimeout as delay } from 'node:timers/promises';
import {
  type AccountReference,
  type AccountStatus,
  type Call,
  ConflictError,
  ConnectorError,
  OperationUnsupportedError,
  type UnlockAccount,
} from '@access-account/contract';
import type { LdapClient } from '../ldap-client.ts';
import { readEntryById } from '../read-entry-by-id.ts';

/** Milliseconds between two readings, and for all of them. One reading is enough unless another server answers it. */
const readBack = { every: 250, atMost: 5000 };

export function unlockAccount(client: LdapClient): UnlockAccount {
  const { session, directory } = client;
  return async (reference, call) => {
    const entry = await readEntryById({ client, reference, call });
    const status = await directory.toStatus(entry, call);
    const { system } = session;
    const account = { id: status.account.id };
    refuseUnlessLiftable({ status, system });
    if (status.lock === null) return { changed: false, verified: true, system, account };
    const change = { dn: entry.dn, change: directory.unlocking(entry), permission: directory.unlockPermission };
    const changed = await session.modify(change, call);
    return { changed, verified: await isUnlocked({ client, reference: account, call }), system, account };
  };
}

function refuseUnlessLiftable({ status, system }: { status: AccountStatus; system: string }): void {
  const { standing, lock, capabilities } = status;
  if (standing !== 'enabled') {
    throw new ConflictError({
      system,
      summary: `The account is ${standing}.`,
      remedy: 'Somebody decided that; only an administrator of the directory may undo it.',
    });
  }
  if (lock?.cause === 'other') {
    throw new ConflictError({
      system,
      summary: 'An administrator has locked the account.',
      remedy: 'Only an administrator of the directory may undo it.',
    });
  }
  const capability = capabilities['account.unlock'];
  if (!capability.able) {
    throw new OperationUnsupportedError({
      system,
      summary: capability.reason,
      remedy: 'Let an administrator of the directory unlock it.',
    });
  }
}

interface IsUnlockedOptions {
  readonly client: LdapClient;
  readonly reference: AccountReference;
  readonly call: Call;
}

/** Reads until the lock is gone. The change has happened by now, so a reading that fails leaves it unverified and is no error. */
async function isUnlocked({ client, reference, call }: IsUnlockedOptions): Promise<boolean> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), readBack.atMost);
  const signal = AbortSignal.any([call.signal, over.signal]);
  try {
    while (!signal.aborted) {
      try {
        const entry = await readEntryById({ client, reference, call: { ...call, signal } });
        const lock = await client.directory.toLocks({ ...call, signal })(entry);
        if (lock === null) return true;
      } catch (error) {
        if (!ConnectorError.isInstance(error) || !error.isRetryable) return false;
      }
      await delay(readBack.every, undefined, { signal }).catch(() => undefined);
    }
    return false;
  } finally {
    clearTimeout(timer);
  }
}
