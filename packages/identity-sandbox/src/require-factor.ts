import { type Factor, NotFoundError, OperationUnsupportedError } from '@access-account/contract';
import type { SandboxClient } from './sandbox-client.ts';

export interface RequireFactorOptions {
  readonly client: SandboxClient;
  /** The account's. */
  readonly id: string;
  readonly factor: string;
  readonly verifiedBy: NonNullable<Factor['verifiedBy']>;
}

/** @throws NotFoundError when it is not enrolled, OperationUnsupportedError when it is not verified in this way. */
export async function requireFactor({ client, id, factor, verifiedBy }: RequireFactorOptions): Promise<void> {
  const system = client.displayName;
  const found = (await client.factors.of(id)).find((each) => each.id === factor);
  if (found === undefined) {
    throw new NotFoundError({
      system,
      summary: 'There is no second factor with this id.',
      remedy: 'Ask for one that is still set up.',
    });
  }
  if (found.verifiedBy === verifiedBy) return;
  throw new OperationUnsupportedError({
    system,
    summary: `This second factor is not verified by a ${verifiedBy}.`,
    remedy: 'Ask for one that is.',
  });
}
