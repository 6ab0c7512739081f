import type { Account, AccountStatus } from '@access-account/contract';
import type { IdentityEffect } from '@access-account/policies';
import type { ReadyConnector } from '../../registry/connector-registry.ts';
import type { DueEffect } from '../due-effect.ts';
import type { GateRules, Grant } from '../gate.ts';
import type { Outcome } from '../outcome.ts';
import type { PerformContext } from '../perform.ts';
import type { KnownFacts } from './facts-of.ts';

/** One identity effect, with everything it takes to perform it. */
export interface Act<Operation extends IdentityEffect['operation']> {
  readonly due: DueEffect;
  readonly effect: IdentityEffect & { readonly operation: Operation };
  readonly system: ReadyConnector<'identity'>;
  readonly context: PerformContext;
  /** What the database knows of the person and the account at this moment, beside a look at the account that is under way. */
  readonly facts: (status: Promise<AccountStatus>) => Promise<KnownFacts>;
  readonly rules: GateRules;
}

export interface DoneOptions {
  readonly operation: IdentityEffect['operation'];
  readonly event: Extract<Outcome, { status: 'done' }>['event'];
  readonly summary: string;
  readonly detail: Readonly<Record<string, string | boolean | number>>;
  readonly changed: boolean;
  /** By which rule it was allowed; absent: nothing had to be. */
  readonly grant?: Grant | null;
  /** The account as it was read. */
  readonly account?: Account & { readonly system: string };
}

/** What an act came to, as the audit and the policy are told. */
export function done({ operation, event, summary, detail, changed, grant, account }: DoneOptions): Outcome {
  return {
    status: 'done',
    event,
    result: { changed },
    ...(account === undefined ? {} : { account }),
    audit: { kind: 'outcome', name: 'effect-succeeded', summary, detail: { operation, ...detail, ...grant } },
  };
}

export function describeStatus({ standing, lock }: AccountStatus): string {
  return standing === 'enabled' ? (lock === null ? 'not locked' : 'locked') : standing;
}
