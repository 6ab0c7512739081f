import { AdaptiveCard, GlobalSettings, HostConfig, OpenUrlAction, SubmitAction } from 'adaptivecards';
import type { WireMessage } from '../src/to-wire-message.ts';
import { type SubmittedData, toAdaptiveCard } from './to-adaptive-card.ts';

export interface Press {
  readonly token: string;
  readonly form?: Record<string, string>;
  /** The pressed button. */
  readonly button: HTMLElement | undefined;
}

GlobalSettings.setTabIndexAtCardRoot = false;
// Nothing is Markdown here: unprocessed text is set as text.
AdaptiveCard.onProcessMarkdown = (_text, result) => {
  result.didProcess = false;
};

const color = (name: string) => ({ default: `var(--${name})`, subtle: 'var(--muted)' });

const hostConfig = new HostConfig({
  fontFamily: 'inherit',
  spacing: { small: 6, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 0 },
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  containerStyles: {
    default: {
      backgroundColor: 'transparent',
      foregroundColors: {
        default: color('text'),
        dark: color('text'),
        light: color('text'),
        accent: color('accent'),
        attention: color('danger'),
        good: color('good'),
        warning: color('warning'),
      },
    },
  },
  factSet: {
    title: { size: 'small', color: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 180 },
    value: { size: 'default', color: 'default', isSubtle: false, weight: 'bolder', wrap: true },
    spacing: 4,
  },
  inputs: {
    label: {
      inputSpacing: 4,
      requiredInputs: { size: 'small', color: 'default', isSubtle: false, weight: 'bolder' },
      optionalInputs: { size: 'small', color: 'default', isSubtle: false, weight: 'bolder' },
    },
    errorMessage: { size: 'small', color: 'attention', spacing: 4, weight: 'default' },
  },
  actions: {
    maxActions: 20,
    spacing: 'medium',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
});

// Every field is required, so none is marked. The constructor above overwrites a suffix it is given.
hostConfig.inputs.label.requiredInputs.suffix = '';

/** Renders a message; `onPress` hears every press, the caller decides which ones count. */
export function renderCard(message: WireMessage, onPress: (press: Press) => void): HTMLElement {
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig;
  card.parse(toAdaptiveCard(message));
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction && action.url) window.open(action.url, '_blank', 'noopener,noreferrer');
    if (action instanceof SubmitAction && action.data) {
      onPress({ ...readData(action.data as SubmittedData), button: action.renderedElement });
    }
  };
  const element = card.render() ?? document.createElement('div');
  for (const button of element.querySelectorAll('button')) {
    if (button.textContent === `✓ ${message.answered}`) button.dataset.taken = '';
  }
  return element;
}

function readData(data: SubmittedData): Pick<Press, 'token' | 'form'> {
  const fields = Object.entries(data)
    .filter(([name]) => name.startsWith('field:'))
    .map(([name, value]) => [name.slice('field:'.length), String(value)]);
  return { token: data.choice, ...(fields.length === 0 ? {} : { form: Object.fromEntries(fields) }) };
}
