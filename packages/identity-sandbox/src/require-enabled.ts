import { type AccountReference, ConflictError } from '@access-account/contract';
import { requirePerson } from './require-person.ts';
import type { SandboxClient } from './sandbox-client.ts';

export interface RequireEnabledOptions {
  readonly client: SandboxClient;
  readonly account: AccountReference;
  /** What is refused otherwise: "only a lock by failed logins is lifted". */
  readonly rule: string;
}

/** @throws NotFoundError, and ConflictError when somebody decided that the account is not to be used. */
export async function requireEnabled({ client, account, rule }: RequireEnabledOptions): Promise<void> {
  const { standing } = await client.stateOf(await requirePerson({ client, account }));
  if (standing === 'enabled') return;
  throw new ConflictError({
    system: client.displayName,
    summary: `The account is ${standing}; ${rule}.`,
    remedy: 'Whoever decided that decides whether it may be used again.',
  });
}
