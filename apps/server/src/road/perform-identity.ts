import { type AccountStatus, ConnectorError, UnavailableError } from '@access-account/contract';
import type { AddressRules, IdentityEffect } from '@access-account/policies';
import type { IsHelpDesk } from '../people/is-help-desk.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import { mailChannel } from '../sign-in/mail-channel.ts';
import type { Database } from '../storage/database.ts';
import type { DueEffect } from './due-effect.ts';
import type { GateRules } from './gate.ts';
import { FactsOf } from './identity/facts-of.ts';
import { listFactors } from './identity/list-factors.ts';
import { type LinkMaster, readAccount } from './identity/read-account.ts';
import { readActivity } from './identity/read-activity.ts';
import { readRecovery } from './identity/read-recovery.ts';
import { removeFactor } from './identity/remove-factor.ts';
import { revokeSessions } from './identity/revoke-sessions.ts';
import { startPassword } from './identity/start-password.ts';
import { unlockAccount } from './identity/unlock-account.ts';
import type { Outcome } from './outcome.ts';
import { type PerformContext, waitAfter } from './perform.ts';

export interface PerformIdentityOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  readonly rules: GateRules;
  readonly isHelpDesk: IsHelpDesk;
  /** When an address of record may be sent a code. */
  readonly addressRules: AddressRules;
  readonly linkMaster: LinkMaster;
}

/** Milliseconds after which an identity effect that cannot be done is given to people. */
const patience = 15 * 60_000;

/** Station 7, identity: fresh read → gate → call → read again, each operation in a file of its own. */
export class PerformIdentity {
  readonly #options: PerformIdentityOptions;
  readonly #facts: FactsOf;

  constructor(options: PerformIdentityOptions) {
    this.#options = options;
    const { database, isHelpDesk, rules } = options;
    this.#facts = new FactsOf({ database, isHelpDesk, caution: rules.caution });
  }

  async perform(due: DueEffect, effect: IdentityEffect, context: PerformContext): Promise<Outcome> {
    const system = this.#options.registry.ready('identity', effect.system);
    const asked = { system: effect.system, account: effect.account, person: due.person, case: due.case };
    const facts = (status: Promise<AccountStatus>) => this.#facts.of(asked, status);
    const act = { due, context, facts, rules: this.#rulesFor(due) };
    try {
      if (system === undefined) throw notConnected(effect.system);
      switch (effect.operation) {
        case 'account.read':
          return await readAccount({ ...act, effect, system }, this.#options.linkMaster);
        case 'account.unlock':
          return await unlockAccount({ ...act, effect, system });
        case 'password.start-reset':
        case 'password.start-change':
          return await startPassword({ ...act, effect: { ...effect, operation: effect.operation }, system });
        case 'factor.list':
          return await listFactors({ ...act, effect: { ...effect, operation: effect.operation }, system });
        case 'factor.remove':
          return await removeFactor({ ...act, effect, system });
        case 'activity.read':
          return await readActivity({ ...act, effect, system });
        case 'recovery.read': {
          const { registry, addressRules } = this.#options;
          const isPossible = mailChannel(registry) !== undefined;
          const recovery = { ...act, effect: { ...effect, operation: effect.operation }, system };
          return await readRecovery(recovery, { addressRules, isPossible });
        }
        case 'sessions.revoke':
          return await revokeSessions({ ...act, effect: { ...effect, operation: effect.operation }, system });
      }
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      return this.#troubled(due, effect, error);
    }
  }

  /** A click on a channel that is not certain of whoever clicks is never enough. */
  #rulesFor({ address }: DueEffect): GateRules {
    const { rules, registry } = this.#options;
    const isUncertain = address !== null && registry.channelFeatures(address.channel)?.certainty === 'nothing';
    return isUncertain ? { ...rules, chatIsEnough: false } : rules;
  }

  #troubled(due: DueEffect, effect: IdentityEffect, error: ConnectorError): Outcome {
    if (error.isRetryable && due.recordedAgo < patience) {
      return {
        status: 'later',
        after: waitAfter(error, { attempts: due.attempts, longest: 30_000 }),
        error,
        event: { type: 'identity-delayed', system: this.#nameOf(effect.system) },
      };
    }
    const failure = { code: error.code, system: this.#nameOf(effect.system) };
    return { status: 'failed', error, event: { ...failed(effect), failure } };
  }

  #nameOf(system: string): string {
    return this.#options.registry.ready('identity', system)?.displayName ?? system;
  }
}

/** How the policy hears that it was not done. */
function failed(effect: IdentityEffect) {
  const { operation, system, account } = effect;
  switch (operation) {
    case 'account.read':
      return { type: 'account-read-failed', system, account } as const;
    case 'account.unlock':
      return { type: 'account-unlock-failed', system, account } as const;
    case 'factor.remove':
      return { type: 'identity-failed', operation, system, account, factor: effect.factor } as const;
    default:
      return { type: 'identity-failed', operation, system, account } as const;
  }
}

function notConnected(system: string): UnavailableError {
  return new UnavailableError({
    system,
    summary: 'is not connected.',
    remedy: 'See /readyz or `access-account doctor` for the reason.',
  });
}
