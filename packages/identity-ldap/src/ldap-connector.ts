import { defineIdentityConnector } from '@access-account/contract';
import { checkLdap } from './check-ldap.ts';
import { connectLdap, type LdapClient } from './ldap-client.ts';
import { ldapConfig } from './ldap-config.ts';
import { findAccount } from './operations/find-account.ts';
import { listAccounts } from './operations/list-accounts.ts';
import { pollLockouts } from './operations/poll-lockouts.ts';
import { readAccount } from './operations/read-account.ts';
import { readRecovery } from './operations/read-recovery.ts';
import { unlockAccount } from './operations/unlock-account.ts';

const readPeople = [
  'Active Directory: read on user objects (any authenticated account has it)',
  'OpenLDAP: read on people, their operational attributes and the password policies',
];

/** Active Directory (Windows, Samba) and OpenLDAP with the ppolicy overlay. */
export const ldapConnector = defineIdentityConnector({
  specificationVersion: 'v1',
  kind: 'identity',
  id: 'ldap',
  displayName: 'LDAP directory',
  config: ldapConfig,
  permissions: {
    'account.find': readPeople,
    'account.list': readPeople,
    'account.read': readPeople,
    'account.unlock': [
      'Active Directory: write lockoutTime on user objects (dsacls "<base>" /I:S /G "<account>:RPWP;lockoutTime;user")',
      'OpenLDAP: write on pwdAccountLockedTime of people',
    ],
    'lockout.poll': readPeople,
    'recovery.read': [
      'Active Directory: read on recoveryAttribute and msDS-ReplAttributeMetaData of user objects',
      'OpenLDAP: read on recoveryAttribute of people',
    ],
  },
  idempotency: {
    'account.find': 'readback',
    'account.list': 'readback',
    'account.read': 'readback',
    'account.unlock': 'readback',
    'lockout.poll': 'readback',
    'recovery.read': 'readback',
  },
  connect: async (config, context) => {
    const client = connectLdap(config, context);
    return { client, check: (call) => checkLdap({ client, call }), close: () => client.close() };
  },
  operations: (client: LdapClient) => ({
    'account.find': findAccount(client),
    'account.list': listAccounts(client),
    'account.read': readAccount(client),
    'account.unlock': unlockAccount(client),
    'lockout.poll': pollLockouts(client),
    'recovery.read': readRecovery(client),
  }),
});
