import { jiraConnector } from '../../../packages/ticketing-jira/src/index.ts';

/** Jira with an index that lags by a second and not by minutes, so that nobody waits for it in vain. */
export const quickJira = {
  ...jiraConnector,
  id: 'quick-jira',
  features: { ...jiraConnector.features, searchLag: 1000 },
};
