import type { FormField } from '@access-account/contract';
import { limits, shortened } from './limits.ts';
import { words } from './words.ts';

/** The action of a field’s list: its answer is found by it. */
export const fieldAction = 'value';

/** A field as a list to choose from; more options than one list holds are in groups. One whose value Slack cannot bear is left out. */
export function toSelect({ options, label }: FormField) {
  const offered = options
    .filter(({ value }) => value.length <= limits.optionValue)
    .map((option) => ({ text: words(shortened(option.label, limits.option)), value: option.value }));
  const base = {
    type: 'static_select',
    action_id: fieldAction,
    placeholder: words(shortened(label, limits.placeholder)),
  };
  if (offered.length <= limits.options) return { ...base, options: offered };
  const groups = Array.from(
    { length: Math.min(limits.groups, Math.ceil(offered.length / limits.options)) },
    (_, index) => {
      const from = index * limits.options;
      const some = offered.slice(from, from + limits.options);
      return { label: words(`${from + 1}–${from + some.length}`), options: some };
    },
  );
  return { ...base, option_groups: groups };
}
