export { entraConnector } from './entra-connector.ts';
