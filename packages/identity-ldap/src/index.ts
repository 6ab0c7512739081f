export { ldapConnector } from './ldap-connector.ts';
