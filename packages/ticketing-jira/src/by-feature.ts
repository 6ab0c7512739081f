import type { Desk, TicketFeature } from '@access-account/contract';
import type { JiraConfig } from './jira-config.ts';

type Rules = Pick<JiraConfig, 'priority' | 'labels' | 'fields' | 'features' | 'desks'>;

/** What a new ticket about it bears, as Jira takes it. */
export function openingFor(feature: TicketFeature | undefined, { priority, labels, fields, features }: Rules) {
  const own = feature === undefined ? undefined : features[feature];
  const name = own?.priority ?? priority;
  return {
    fields: { ...fields, ...own?.fields, ...(name === undefined ? {} : { priority: { name } }) },
    labels: [...labels, ...(own?.labels ?? [])],
  };
}

/** Every field that some new ticket bears, by name. */
export function openingFields({ priority, fields, features }: Rules): readonly string[] {
  const own = Object.values(features);
  const isRanked = priority !== undefined || own.some((one) => one?.priority !== undefined);
  const names = [fields, ...own.map((one) => one?.fields ?? {})].flatMap((one) => Object.keys(one));
  return [...new Set([...(isRanked ? ['priority'] : []), ...names])];
}

/** Who takes a ticket over, and what is set then. The security team is one, whatever a ticket was opened about. */
export function takeoverBy(to: Desk, feature: TicketFeature | undefined, { desks, features }: Rules) {
  const { assignee, component, labels = [], fields = {} } = desks[to] ?? {};
  const own = to === 'security' || feature === undefined ? undefined : features[feature];
  return { assignee: own?.assignee ?? assignee, component: own?.component ?? component, labels, fields };
}

export interface NamedTakeover {
  /** Where the configuration names them. */
  readonly at: string;
  readonly assignee?: string | undefined;
  readonly component?: string | undefined;
}

/** Everybody the configuration names to take tickets over. */
export function namedTakeovers({ desks, features }: Rules): readonly NamedTakeover[] {
  const named = (kind: string, of: Rules['desks'] | Rules['features']) =>
    Object.entries(of).map(([name, rules]) => ({
      at: `${kind}.${name}`,
      assignee: rules?.assignee,
      component: rules?.component,
    }));
  return [...named('desks', desks), ...named('features', features)];
}
