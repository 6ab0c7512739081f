export { webConnector } from './web-connector.ts';
