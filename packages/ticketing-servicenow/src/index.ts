export { serviceNowConnector } from './servicenow-connector.ts';
