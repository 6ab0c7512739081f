// One look for locked accounts where nobody is locked, by the bare client.
import { Client } from 'ldapts';
import { readReferenceOptions } from './reference-options.ts';
import { serveRuns } from './serve-runs.ts';

const { ldap } = readReferenceOptions();
const directory = new Client({ url: ldap.url });
await directory.bind(ldap.bindDn, ldap.password);

serveRuns(async () => {
  await directory.search(ldap.peopleDn, {
    filter: '(&(uid=*)(pwdAccountLockedTime=*))',
    attributes: ['uid', 'pwdAccountLockedTime'],
    paged: { pageSize: 500 },
  });
});
