export { instructionsConnector } from './instructions-connector.ts';
