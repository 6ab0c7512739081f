import type { Desk, TicketFeature } from '@access-account/contract';
import type { ServiceNowConfig } from './servicenow-config.ts';

type Rules = Pick<ServiceNowConfig, 'fields' | 'features' | 'desks'>;

/** Further fields of a new ticket. */
export function fieldsFor(feature: TicketFeature | undefined, { fields, features }: Rules): Record<string, string> {
  return { ...fields, ...(feature === undefined ? {} : features[feature]?.fields) };
}

export interface Takeover {
  /** undefined: the instance's own rules decide. */
  readonly group: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** Who takes a ticket over, and what is set then. The security team is one, whatever a ticket was opened about. */
export function takeoverBy(to: Desk, feature: TicketFeature | undefined, { desks, features }: Rules): Takeover {
  const { group, fields = {} } = desks[to] ?? {};
  const own = to === 'security' || feature === undefined ? undefined : features[feature]?.group;
  return { group: own ?? group, fields };
}

/** Every group the configuration names, and where. */
export function namedGroups({ desks, features }: Rules): readonly { readonly at: string; readonly group: string }[] {
  const named = (kind: string, of: Rules['desks'] | Rules['features']) =>
    Object.entries(of).flatMap(([name, rules]) =>
      rules?.group === undefined ? [] : [{ at: `${kind}.${name}.group`, group: rules.group }],
    );
  return [...named('desks', desks), ...named('features', features)];
}
