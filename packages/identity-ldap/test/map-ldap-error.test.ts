import { ConnectorError } from '@access-account/contract';
import {
  AuthMethodNotSupportedError,
  InsufficientAccessError,
  InvalidCredentialsError,
  UnwillingToPerformError,
} from 'ldapts';
import { type LdapStage, mapLdapError } from '../src/map-ldap-error.ts';

const map = (error: unknown, stage: LdapStage = 'read') =>
  mapLdapError({ error, stage, system: 'Active Directory', url: 'ldaps://dc1.test', permission: 'write lockoutTime' });
const systemError = (code: string) => Object.assign(new Error(`something about ${code}`), { code });

test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
  '%s is unavailable while reading, and ambiguous once a change was sent',
  (code) => {
    expect(map(systemError(code))).toMatchObject({ code: 'unavailable', isRetryable: true });
    expect(map(systemError(code), 'change')).toMatchObject({ code: 'ambiguous-outcome' });
  },
);

test('a refusal is an answer, so a refused change is not ambiguous', () => {
  expect(map(new InsufficientAccessError(), 'change')).toMatchObject({
    code: 'permission-denied',
    missing: 'write lockoutTime',
  });
  expect(map(new UnwillingToPerformError(), 'change')).toMatchObject({ code: 'conflict' });
});

test.each([
  ['52e', /refuses/],
  ['533', /disabled/],
  ['701', /has expired/],
  ['773', /password/],
  ['775', /locked/],
])('Active Directory’s data %s is told in words', (data, summary) => {
  const text = `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v4563`;
  const error = map(new InvalidCredentialsError(text), 'connect');
  expect(error).toMatchObject({
    code: 'authentication-failed',
    isRetryable: false,
    summary: expect.stringMatching(summary),
  });
});

test('every error says who and what to do, and never repeats the server’s own words', () => {
  const errors = [
    new Error('secret words'),
    systemError('EPROTO'),
    new AuthMethodNotSupportedError('secret words'),
    'secret words',
    null,
  ];
  for (const error of errors) {
    for (const stage of ['connect', 'read', 'change'] as const) {
      const mapped = map(error, stage);
      expect(ConnectorError.isInstance(mapped)).toBe(true);
      expect(mapped.system && mapped.summary && mapped.remedy).toBeTruthy();
      expect(mapped.message).not.toContain('secret words');
    }
  }
});
