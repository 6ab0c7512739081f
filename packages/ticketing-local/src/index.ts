export { localConnector } from './local-connector.ts';
