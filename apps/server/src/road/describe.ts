import type { Renderer } from '@access-account/messages';
import type { IdentityEffect, PolicyEvent } from '@access-account/policies';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { HelpCase, RecordedEffect, RecordedTicket } from './help-case.ts';

export interface DescribeInput {
  readonly case: HelpCase;
  readonly event: PolicyEvent;
  readonly recorded: readonly { readonly id: string; readonly effect: RecordedEffect; readonly shadowed: boolean }[];
  /** How the case ended; null while it goes on. */
  readonly outcome: string | null;
  readonly words: Renderer;
}

/** What the audit is told of a decision: what happened, what follows from it, and how the case ended. */
export function describe({ case: helpCase, event, recorded, outcome, words }: DescribeInput): readonly AuditEntry[] {
  const { person, id, policy, policyVersion } = helpCase;
  const about = { person, case: id };
  return [
    {
      ...about,
      kind:
        event.type === 'desk-answered' && event.resolution !== null
          ? 'security'
          : event.type === 'choice-made' || event.type === 'help-asked' || event.type === 'lockout-detected'
            ? 'event'
            : 'decision',
      name: event.type,
      summary: eventSummary(event),
      detail: { policy: `${policy}@${policyVersion}`, ...eventDetail(event) },
    },
    ...recorded
      .filter(({ effect }) => effect.type !== 'settle')
      .map(
        ({ id: effectId, effect, shadowed }): AuditEntry => ({
          ...about,
          kind: effect.type === 'say' ? 'message' : effect.type === 'ticket' ? 'ticket' : 'effect',
          name: shadowed ? 'effect-shadowed' : 'effect-recorded',
          summary: `${shadowed ? 'Only in the shadow: ' : ''}${effectSummary(effect, helpCase.locale, words)}`,
          detail: { effect: effectId, ...effectDetail(effect) },
        }),
      ),
    ...(outcome === null
      ? []
      : [
          {
            ...about,
            kind: 'decision',
            name: 'case-closed',
            summary: `The case is over: ${outcome}.`,
            detail: { outcome },
          } as const,
        ]),
  ];
}

function eventSummary(event: PolicyEvent): string {
  switch (event.type) {
    case 'help-asked':
      return `The person asked for help: ${event.request.about}.`;
    case 'lockout-detected':
      return `${event.lockout.account.login} was locked out of ${event.system}.`;
    case 'choice-made':
      return `The person chose “${event.choice}”.`;
    case 'choice-expired':
      return 'The person pressed a button that has expired.';
    case 'answer-unproven':
      return 'Somebody wrote an answer in the person’s name; the person is asked again.';
    case 'account-read':
      return `${event.status.account.login} in ${event.system} is ${event.status.lock === null ? 'not locked' : 'locked'}.`;
    case 'account-unlocked':
      return `The account in ${event.change.system} is unlocked and was read back.`;
    case 'account-found-open':
      return `The account in ${event.system} was already open; nothing was changed.`;
    case 'account-changed':
      return `The account in ${event.system} is in another state than the person was shown.`;
    case 'account-read-failed':
    case 'account-unlock-failed':
    case 'identity-failed':
      return `${event.system} did not do it: ${event.failure.code}.`;
    case 'identity-delayed':
      return `${event.system} cannot be reached; it is tried again.`;
    case 'reminder-due':
      return event.mark === 'expired'
        ? `In ${event.system} an end has come that the person is to be told of.`
        : `In ${event.system} a reminder is due, the one ${event.mark} ${event.mark === 1 ? 'day' : 'days'} before the end.`;
    case 'expiry-changed':
      return `${event.system} tells of another end than the person was reminded of.`;
    case 'report-ending':
      return `The account ${event.login} in ${event.systemName} of somebody they manage ends.`;
    case 'factors-reset':
      return 'Their second factors were removed, and their other channels are to hear of it.';
    case 'approval-asked':
      return `${event.displayName} needs them to confirm that it is really them.`;
    case 'proof-given':
      return `It was shown that it is the person: ${event.proof.kind}.`;
    case 'proof-refused':
      return `It was not shown that it is the person: ${event.kind}, ${event.because}.`;
    case 'password-started':
      return `A new password was begun in ${event.start.system} (${event.start.by.kind}).`;
    case 'factors-listed':
      return `There are ${event.factors.length} second factors in ${event.system}.`;
    case 'account-reset':
      return `What happens to ${event.name.login} in ${event.name.system} after the reset is watched for a while.`;
    case 'account-suspected':
      return `After a reset of ${event.name.login} in ${event.name.system} the log shows: ${event.suspected.map(({ suspicion }) => suspicion).join(', ')}.`;
    case 'activity-read':
      return `The log of ${event.system} tells of ${event.activity.length} sign-ins and new factors.`;
    case 'recovery-read':
      return `A code may go to ${event.addresses.length} addresses of record in ${event.system}.`;
    case 'reset-held':
      return 'The removal of their second factors waits, and their other channels are to hear of it.';
    case 'factor-removed':
      return `The second factor ${event.factor} in ${event.change.system} is removed and was read back.`;
    case 'sessions-revoked':
      return `The sessions in ${event.change.system} are ended.`;
    case 'people-found':
      return `${event.people.length} people were found whom the person may help.`;
    case 'unlocked-by-another':
      return `${event.by} had their account unlocked, and their channels are to hear of it.`;
    case 'link-moved':
      return `Another user of ${event.channel} is the person from now on, and their other channels are to hear of it.`;
    case 'instructions-read':
      return `Instructions for ${event.system} were ${event.instructions === null ? 'not found' : 'found'}.`;
    case 'ticket-opened':
      return `The ticket ${event.number} is open.`;
    case 'desk-answered':
      return event.resolution === null
        ? `The ticket ${event.number ?? event.key} was resolved at the desk where it is filed.`
        : `An operator has resolved the ticket ${event.number ?? event.key} at the desk: ${event.resolution}`;
    case 'troubles-changed':
      return `Something that needs a human began (${event.began.length}), or is over (${event.over.length}).`;
    case 'attack-began':
      return `${event.people} people were locked within ${event.minutes} minutes.`;
    case 'attack-over':
      return `It is quiet again: ${event.people} people were locked, ${event.held} are not told yet.`;
    case 'timer-due':
      return `It is time for “${event.timer}”.`;
  }
}

function eventDetail(event: PolicyEvent): AuditEntry['detail'] {
  switch (event.type) {
    case 'help-asked':
      return {
        about: event.request.about,
        forSomebodyElse: event.request.forSomebodyElse,
        ...(event.request.secondOpinion === undefined ? {} : { secondOpinion: event.request.secondOpinion }),
      };
    case 'lockout-detected':
      return { system: event.system, account: event.lockout.account.id, episode: event.lockout.lock.episode };
    case 'choice-made':
      return { choice: event.choice, about: [...event.about] };
    case 'account-read':
    case 'account-changed':
      return {
        system: event.system,
        account: event.account,
        standing: event.status.standing,
        episode: event.status.lock?.episode ?? null,
      };
    case 'account-unlocked':
      return {
        system: event.system,
        account: event.account,
        changed: event.change.changed,
        verified: event.change.verified,
      };
    case 'factor-removed':
    case 'sessions-revoked':
      return {
        system: event.system,
        account: event.account,
        changed: event.change.changed,
        verified: event.change.verified,
      };
    case 'account-found-open':
    case 'identity-delayed':
      return { system: event.system };
    case 'account-read-failed':
    case 'account-unlock-failed':
    case 'identity-failed':
      return { system: event.system, account: event.account, code: event.failure.code };
    case 'ticket-opened':
      return { number: event.number };
    case 'desk-answered':
      return {
        key: event.key,
        number: event.number,
        resolution: event.resolution,
        by: event.resolution === null ? 'desk' : 'operator',
      };
    case 'proof-given':
      return { ...event.proof };
    case 'proof-refused':
      return { proof: event.kind, because: event.because };
    case 'reset-held':
      return { case: event.from.case, until: event.until };
    case 'account-reset':
      return { system: event.system, account: event.account, reset: event.what };
    case 'account-suspected':
      return { suspected: event.suspected.map(({ suspicion }) => suspicion), ticket: event.key };
    case 'approval-asked':
      return { action: event.action, system: event.system, account: event.account, case: event.from.case };
    default:
      return {};
  }
}

function identitySummary({ operation, system }: IdentityEffect): string {
  switch (operation) {
    case 'account.read':
      return `To look at the account in ${system}.`;
    case 'account.unlock':
      return `To unlock the account in ${system}.`;
    case 'password.start-reset':
    case 'password.start-change':
      return `To begin a new password in ${system}.`;
    case 'factor.list':
      return `To look at the second factors in ${system}.`;
    case 'factor.remove':
      return `To remove one second factor in ${system}.`;
    case 'activity.read':
      return `To look what happened to the account in ${system}.`;
    case 'recovery.read':
      return `To look by which addresses it could be shown in ${system}.`;
    case 'sessions.revoke':
      return `To end the sessions in ${system}.`;
  }
}

function ticketSummary(effect: RecordedTicket): string {
  switch (effect.operation) {
    case 'ticket.open':
      return `To open a ticket: ${effect.subject}.`;
    case 'ticket.note':
      return `To note in the ticket: ${effect.text}`;
    case 'ticket.resolve':
      return `To resolve the ticket: ${effect.resolution}`;
    case 'ticket.hand-off':
      return `To hand the ticket to the ${effect.to === 'security' ? 'security team' : 'service desk'}: ${effect.reason}`;
    case 'ticket.close-double':
      return `To close ${effect.double.number}, which was opened a second time.`;
  }
}

function effectSummary(effect: RecordedEffect, locale: string, { render }: Renderer): string {
  switch (effect.type) {
    case 'say':
      return `To say: ${effect.sentences.map((one) => render(one, locale)).join(' ')}`;
    case 'identity':
      return identitySummary(effect);
    case 'instructions':
      return `To read: the instructions for ${effect.system}.`;
    case 'ticket':
      return ticketSummary(effect);
    case 'people':
      return 'To look for somebody whom the person may help.';
    case 'timer':
      return `To look again at ${effect.at.slice(11, 16)} UTC.`;
    default:
      return effect.type;
  }
}

function effectDetail(effect: RecordedEffect): AuditEntry['detail'] {
  switch (effect.type) {
    case 'say':
      return {
        type: 'say',
        sentences: effect.sentences.map(({ key }) => key),
        choices: [...(effect.question?.choices ?? [])],
        notice: effect.notice ?? false,
      };
    case 'identity':
      return { type: 'identity', operation: effect.operation, system: effect.system, account: effect.account };
    case 'ticket':
      return { type: 'ticket', operation: effect.operation, key: effect.key };
    case 'timer':
      return { type: 'timer', at: effect.at };
    default:
      return { type: effect.type };
  }
}
