import type { Account, AccountStatus } from '@access-account/contract';
import type { IdentityEffect } from '@access-account/policies';
import type { ReadyConnector } from '../../registry/connector-registry.ts';
import type { DueEffect } from '../due-effect.ts';
import type { Outcome } from '../outcome.ts';
import type { PerformContext } from '../perform.ts';

/** One identity effect, with everything it takes to perform it. */
export interface Act<Operation extends IdentityEffect['operation']> {
  readonly due: DueEffect;
  readonly effect: IdentityEffect & { readonly operation: Operation };
  readonly system: ReadyConnector<'identity'>;
  readonly context: PerformContext;
  /** Whether the account is linked to the person at this moment. */
  readonly owns: () => Promise<boolean>;
}

export interface DoneOptions {
  readonly operation: IdentityEffect['operation'];
  readonly event: Extract<Outcome, { status: 'done' }>['event'];
  readonly summary: string;
  readonly detail: Readonly<Record<string, string | boolean | number>>;
  readonly changed: boolean;
  /** The account as it was read. */
  readonly account?: Account & { readonly system: string };
}

/** What an act came to, as the audit and the policy are told. */
export function done({ operation, event, summary, detail, changed, account }: DoneOptions): Outcome {
  return {
    status: 'done',
    event,
    result: { changed },
    ...(account === undefined ? {} : { account }),
    audit: { kind: 'outcome', name: 'effect-succeeded', summary, detail: { operation, ...detail } },
  };
}

export function describeStatus({ standing, lock }: AccountStatus): string {
  return standing === 'enabled' ? (lock === null ? 'not locked' : 'locked') : standing;
}
