// Everybody once, in pages of 500, with the attributes that days are made of, by the bare client.
import { Client } from 'ldapts';
import { readReferenceOptions } from './reference-options.ts';
import { serveRuns } from './serve-runs.ts';

const { ldap } = readReferenceOptions();
const directory = new Client({ url: ldap.url });
await directory.bind(ldap.bindDn, ldap.password);

serveRuns(async () => {
  await directory.search(ldap.peopleDn, {
    filter: '(uid=*)',
    attributes: [
      ...['entryUUID', 'uid', 'displayName', 'cn', 'mail', 'preferredLanguage', 'manager'],
      ...['pwdAccountLockedTime', 'pwdPolicySubentry', 'pwdChangedTime', 'pwdReset', 'pwdStartTime', 'pwdEndTime'],
    ],
    paged: { pageSize: 500 },
  });
});
