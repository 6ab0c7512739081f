/** Text that means something to LDAP filters, SCIM and Okta filters, SQL or a file system. As a name it must be only a name. */
export const hostileNames = [
  '*',
  '*)(uid=*',
  '*)(objectClass=*',
  ')(|(objectClass=*)',
  'a" or login pr or login eq "',
  "' OR '1'='1",
  '\\2a',
  '\u0000',
  '../..',
  '__proto__',
  '',
  ' ',
];
