export { sandboxConnector } from './sandbox-connector.ts';
