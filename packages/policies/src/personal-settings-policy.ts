import { type Sentence, sentence } from '@access-account/messages';
import type { ChoiceForm, Effect } from './effect.ts';
import { noPersonalSettings, noticeWishes, type PersonalSettings, type Reach } from './personal-settings.ts';
import type { Policy, Step } from './policy.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { Situation } from './situation.ts';

/**
 * LN-15: a person sets for themselves how often, in which language and on which channel they are told of what they did not ask
 * for, one at a time and within the organisation's bounds. Security notices are none of it.
 */
export interface PersonalSettingsState {
  readonly stage: 'new' | 'asking' | 'closed';
}

export const personalSettingsPolicy: Policy<PersonalSettingsState> = {
  id: 'personal-settings',
  version: 1,
  initial: { stage: 'new' },

  step(state, event, situation) {
    switch (event.type) {
      case 'help-asked':
        if (state.stage !== 'new') return { state, effects: [] };
        return ask(event.request.containedSecret ? [sentence('secret.typed')] : [], situation);
      case 'choice-made':
        if (state.stage !== 'asking') return { state, effects: [] };
        switch (event.choice) {
          case 'continue':
            return set(event.values.setting, situation);
          case 'check-again':
            return ask([], situation);
          default:
            return end([{ type: 'say', sentences: [sentence('unlock.cancelled')] }], 'cancelled');
        }
      case 'choice-expired':
        return state.stage === 'asking' ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        return state.stage === 'asking' && event.timer === 'question' ? end([], 'expired') : { state, effects: [] };
      default:
        return { state, effects: [] };
    }
  },
};

function ask(before: readonly Sentence[], situation: Situation): Step<PersonalSettingsState> {
  const now = summary(situation.personal, situation);
  const options = alternatives(situation);
  if (options.length === 0) {
    return end([{ type: 'say', sentences: [...before, ...now, sentence('settings.fixed')] }], 'answered');
  }
  const form: ChoiceForm = {
    field: 'setting',
    submit: 'continue',
    options: options.map(({ value, label }) => ({ value, label })),
  };
  return {
    state: { stage: 'asking' },
    effects: [
      {
        type: 'say',
        sentences: [...before, ...now, sentence('settings.choose')],
        question: { choices: ['continue', 'cancel'], about: [], form },
      },
      questionTimer(situation),
    ],
  };
}

/** Only what was offered can be set. */
function set(value: string | undefined, situation: Situation): Step<PersonalSettingsState> {
  const chosen = alternatives(situation).find((one) => one.value === value);
  if (chosen === undefined) return ask([], situation);
  const said = [sentence('settings.saved'), ...summary(chosen.settings, situation)];
  return end(
    [
      { type: 'personal-settings', settings: chosen.settings },
      { type: 'say', sentences: said },
    ],
    'answered',
  );
}

/** How it is set: a line for each that the organisation leaves to the person. */
function summary(personal: PersonalSettings, { settings, reach }: Situation): readonly Sentence[] {
  const { language, channel } = settings.personalSettings;
  return [
    sentence('settings.notices', { notices: personal.notices }),
    ...(language ? [languageLine(personal.language)] : []),
    ...(channel && reach.channels.length > 1 ? [channelLine(personal.channel, reach)] : []),
  ];
}

interface Alternative {
  readonly value: string;
  readonly label: Sentence;
  readonly settings: PersonalSettings;
}

/** Everything that can be set and is not set so already. */
function alternatives({ personal, settings, reach }: Situation): readonly Alternative[] {
  const { enabled, fewestNotices, language, channel } = settings.personalSettings;
  if (!enabled) return [];
  const notices = noticeWishes.slice(0, noticeWishes.indexOf(fewestNotices) + 1);
  const languages = language ? [noPersonalSettings.language, ...reach.languages] : [];
  const channels =
    channel && reach.channels.length > 1 ? [noPersonalSettings.channel, ...reach.channels.map(({ name }) => name)] : [];
  return [
    ...notices
      .filter((one) => one !== personal.notices)
      .map((one) => ({
        value: `notices:${one}`,
        label: sentence('settings.notices', { notices: one }),
        settings: { ...personal, notices: one },
      })),
    ...languages
      .filter((one) => one !== personal.language)
      .map((one) => ({
        value: `language:${one ?? ''}`,
        label: languageLine(one),
        settings: { ...personal, language: one },
      })),
    ...channels
      .filter((one) => one !== personal.channel)
      .map((one) => ({
        value: `channel:${one ?? ''}`,
        label: channelLine(one, reach),
        settings: { ...personal, channel: one },
      })),
  ];
}

function languageLine(language: string | null): Sentence {
  return language === null ? sentence('settings.language-auto') : sentence('settings.language', { language });
}

function channelLine(channel: string | null, { channels }: Reach): Sentence {
  const found = channels.find(({ name }) => name === channel);
  return found === undefined
    ? sentence('settings.channel-auto')
    : sentence('settings.channel', { channel: found.displayName });
}

function end(effects: readonly Effect[], outcome: 'answered' | 'cancelled' | 'expired'): Step<PersonalSettingsState> {
  return { state: { stage: 'closed' }, effects: [...effects, { type: 'close', outcome }] };
}
