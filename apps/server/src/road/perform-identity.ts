import {
  type AccountStatus,
  ConnectorError,
  OperationUnsupportedError,
  UnavailableError,
  type VerifiedChange,
} from '@access-account/contract';
import type { Failure, IdentityEffect, PolicyEvent } from '@access-account/policies';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database } from '../storage/database.ts';
import { Lookup } from '../storage/lookup.ts';
import { toJson } from '../storage/to-json.ts';
import type { DueEffect } from './due-effect.ts';
import { gate } from './gate.ts';
import type { Outcome } from './outcome.ts';
import { type PerformContext, waitAfter } from './perform.ts';

export interface PerformIdentityOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
}

/** Milliseconds after which an identity effect that cannot be done is given to people. */
const patience = 15 * 60_000;

/** Station 7, identity: fresh read → gate → call → read again. Only what was read back is spoken of as done. */
export class PerformIdentity {
  readonly #options: PerformIdentityOptions;
  readonly #owns: Lookup<Ownership, boolean>;

  constructor(options: PerformIdentityOptions) {
    this.#options = options;
    this.#owns = new Lookup((asked) => ownedBy(asked, options.database));
  }

  async perform(due: DueEffect, effect: IdentityEffect, context: PerformContext): Promise<Outcome> {
    const system = this.#options.registry.ready('identity', effect.system);
    try {
      if (system === undefined) throw notConnected(effect.system);
      switch (effect.operation) {
        case 'account.read':
          return await this.#read(effect, system, context);
        case 'account.unlock':
          return await this.#unlock(due, effect, system, context);
        default:
          throw notPerformed(effect, system);
      }
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      return this.#troubled(due, effect, error);
    }
  }

  async #read(effect: IdentityEffect, system: ReadyConnector<'identity'>, { call }: PerformContext): Promise<Outcome> {
    const status = await system.operations['account.read']({ id: effect.account }, call);
    return {
      status: 'done',
      event: { type: 'account-read', system: effect.system, account: effect.account, status },
      result: { locked: status.lock !== null },
      account: { system: effect.system, ...status.account },
      audit: {
        kind: 'outcome',
        name: 'effect-succeeded',
        summary: `Read ${status.account.login} in ${system.displayName}: ${describeStatus(status)}.`,
        detail: { operation: 'account.read', system: effect.system },
      },
    };
  }

  async #unlock(
    due: DueEffect,
    effect: Extract<IdentityEffect, { operation: 'account.unlock' }>,
    system: ReadyConnector<'identity'>,
    { call, begin }: PerformContext,
  ): Promise<Outcome> {
    const { operations, displayName, name } = system;
    const unlock = operations['account.unlock'];
    if (unlock === undefined) throw notConnected(name);
    const at = { system: name, account: effect.account };
    const [before, own] = await Promise.all([
      operations['account.read']({ id: effect.account }, call),
      this.#owns.of({ ...at, person: due.person }),
    ]);
    const verdict = gate({ own, episode: effect.episode, status: before });
    if (verdict.verdict === 'already-open') {
      // Begun before and open now: that try may well have been ours. Open is what was read, and open is all that is said.
      return due.attemptedAt === null
        ? done(
            { type: 'account-found-open', ...at },
            `${before.account.login} in ${displayName} was already open.`,
            at,
            false,
          )
        : this.#unlocked(
            { changed: true, verified: true, system: displayName, account: { id: effect.account } },
            at,
            before,
          );
    }
    if (verdict.verdict === 'changed') {
      return done(
        { type: 'account-changed', ...at, status: before },
        `Left alone: ${verdict.reason}.`,
        { ...at, reason: verdict.reason },
        false,
      );
    }
    // A lock that is lifted before a watch noticed it counts as one all the same: repeated locks are a sign.
    await begin({ ...at, episode: effect.episode });
    const change = await unlock({ id: effect.account }, call);
    // Whatever the connector says of itself: the core looks for itself.
    const after = await operations['account.read']({ id: effect.account }, call);
    if (after.lock?.episode === effect.episode) {
      throw new UnavailableError({
        system: displayName,
        summary: 'accepted the unlock and still shows the account as locked.',
        remedy: 'Check replication between the directory’s servers.',
      });
    }
    if (after.lock !== null) {
      return done({ type: 'account-changed', ...at, status: after }, 'Unlocked, and locked again since.', at, true);
    }
    return this.#unlocked({ ...change, verified: true }, at, after);
  }

  #unlocked(
    change: VerifiedChange,
    at: { readonly system: string; readonly account: string },
    status: AccountStatus,
  ): Outcome {
    return done(
      { type: 'account-unlocked', ...at, change },
      `Unlocked ${status.account.login} in ${change.system}; read back as not locked.`,
      { ...at, changed: change.changed, verified: change.verified },
      true,
    );
  }

  #troubled(due: DueEffect, effect: IdentityEffect, error: ConnectorError): Outcome {
    const waited = Date.now() - due.createdAt.getTime();
    if (error.isRetryable && waited < patience) {
      return {
        status: 'later',
        after: waitAfter(error, { attempts: due.attempts, longest: 30_000 }),
        error,
        event: { type: 'identity-delayed', system: this.#nameOf(effect.system) },
      };
    }
    const failure = { code: error.code, system: this.#nameOf(effect.system) };
    return { status: 'failed', error, event: failedEvent(effect, failure) };
  }

  #nameOf(system: string): string {
    return this.#options.registry.ready('identity', system)?.displayName ?? system;
  }
}

interface Ownership {
  readonly system: string;
  readonly account: string;
  readonly person: string;
}

async function ownedBy(asked: readonly Ownership[], database: Database): Promise<readonly boolean[]> {
  const rows = await database.rows<Ownership>(
    `select account.system, account.account_id as account, account.person_id as person
     from jsonb_to_recordset($1::jsonb) as asked (system text, account text, person uuid)
     join account on account.system = asked.system and account.account_id = asked.account
       and account.person_id = asked.person`,
    [toJson(asked)],
  );
  const keyOf = ({ system, account, person }: Ownership) => JSON.stringify([system, account, person]);
  const owned = new Set(rows.map(keyOf));
  return asked.map((one) => owned.has(keyOf(one)));
}

function done(
  event: Extract<Outcome, { status: 'done' }>['event'],
  summary: string,
  detail: Readonly<Record<string, string | boolean>>,
  changed: boolean,
): Outcome {
  return {
    status: 'done',
    event,
    result: { changed },
    audit: { kind: 'outcome', name: 'effect-succeeded', summary, detail: { operation: 'account.unlock', ...detail } },
  };
}

function describeStatus({ standing, lock }: AccountStatus): string {
  return standing === 'enabled' ? (lock === null ? 'not locked' : 'locked') : standing;
}

function failedEvent(effect: IdentityEffect, failure: Failure): PolicyEvent {
  const { operation, system, account } = effect;
  switch (operation) {
    case 'account.read':
      return { type: 'account-read-failed', system, account, failure };
    case 'account.unlock':
      return { type: 'account-unlock-failed', system, account, failure };
    case 'factor.remove':
      return { type: 'identity-failed', operation, system, account, factor: effect.factor, failure };
    default:
      return { type: 'identity-failed', operation, system, account, failure };
  }
}

/** Default deny: what the gate has no rule for is not done. */
function notPerformed({ operation }: IdentityEffect, { displayName }: ReadyConnector<'identity'>) {
  return new OperationUnsupportedError({
    system: displayName,
    summary: `is not asked for ${operation}: there is no rule yet that allows it.`,
    remedy: 'Help with it as you did before.',
  });
}

function notConnected(system: string): UnavailableError {
  return new UnavailableError({
    system,
    summary: 'is not connected.',
    remedy: 'See /readyz or `access-account doctor` for the reason.',
  });
}
