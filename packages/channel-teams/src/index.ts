export { teamsConnector } from './teams-connector.ts';
