export { oktaConnector } from './okta-connector.ts';
