import { sentence } from '@access-account/messages';
import { daysLeft } from './calendar/days-left.ts';
import type { Policy, Step } from './policy.ts';
import type { ReportEnding } from './policy-event.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { Situation } from './situation.ts';

/** A manager hears that the account of somebody they manage ends: Extend asks people for it by a ticket. */
export interface AccountExtensionState {
  readonly stage: 'new' | 'asking' | 'opening' | 'closed';
  readonly report: ReportEnding | null;
}

export const accountExtensionPolicy: Policy<AccountExtensionState> = {
  id: 'account-extension',
  version: 1,
  initial: { stage: 'new', report: null },

  step(state, event, situation) {
    switch (event.type) {
      case 'report-ending':
        return state.stage === 'new' ? ask(event, situation) : { state, effects: [] };
      case 'choice-made':
        if (state.stage !== 'asking' || state.report === null) return { state, effects: [] };
        if (event.choice === 'check-again') return ask(state.report, situation);
        if (event.choice === 'extend') return extend(state.report, situation);
        return event.choice === 'ignore'
          ? {
              state: { ...state, stage: 'closed' },
              effects: [
                { type: 'say', sentences: [sentence('extension.dismissed')] },
                { type: 'close', outcome: 'declined' },
              ],
            }
          : { state, effects: [] };
      case 'choice-expired':
        return state.stage === 'asking' ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        return state.stage === 'asking' && event.timer === 'question'
          ? { state: { ...state, stage: 'closed' }, effects: [{ type: 'close', outcome: 'expired' }] }
          : { state, effects: [] };
      case 'ticket-opened':
        if (state.stage !== 'opening') return { state, effects: [] };
        return {
          state: { ...state, stage: 'closed' },
          effects: [
            { type: 'say', sentences: [sentence('desk.opened', { number: event.number })] },
            { type: 'close', outcome: 'handed-off' },
          ],
        };
      default:
        return { state, effects: [] };
    }
  },
};

function ask(report: ReportEnding, situation: Situation): Step<AccountExtensionState> {
  const { endsAt, timeZone, displayName: name, login, systemName, system, account } = report;
  const accounts = [{ login, system: systemName }];
  const days = Math.max(0, daysLeft({ instant: situation.instant, expiresAt: endsAt, timeZone }));
  const isOver = Date.parse(endsAt) <= Date.parse(situation.instant);
  return {
    state: { stage: 'asking', report },
    effects: [
      {
        type: 'say',
        sentences: [
          isOver
            ? sentence('extension.ended', { name, accounts })
            : sentence('extension.notice', { name, accounts, days }),
        ],
        question: { choices: ['extend', 'ignore'], about: [`${system}/${account}`] },
      },
      questionTimer(situation),
    ],
  };
}

function extend(report: ReportEnding, { person }: Situation): Step<AccountExtensionState> {
  const { system, account, endsAt, displayName, login, systemName } = report;
  const key = `extend:${system}/${account}:${endsAt}`;
  return {
    state: { stage: 'opening', report },
    effects: [
      { type: 'say', sentences: [sentence('extension.opening')] },
      {
        type: 'ticket',
        operation: 'ticket.open',
        key,
        subject: `Extend ${login} (${systemName})`,
        description: `${person.displayName}, the manager of ${displayName}, asks to extend the account, which ends at ${endsAt}.`,
      },
      { type: 'ticket', operation: 'ticket.hand-off', key, to: 'service-desk', reason: 'The manager chose “Extend”.' },
    ],
  };
}
