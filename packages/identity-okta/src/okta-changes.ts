import { verificationShape } from './okta-shapes.ts';

/** Every change the connector makes. One place, so that what is changed can be seen at once: nothing here makes Okta answer a secret. */

const changeUsers = { scope: 'okta.users.manage' as const };

const userPath = (id: string) => `/api/v1/users/${encodeURIComponent(id)}`;

export const unlockUser = (id: string) => ({
  ...changeUsers,
  method: 'POST' as const,
  target: `${userPath(id)}/lifecycle/unlock`,
  permission: 'a role that may unlock users',
});

/** Okta mails the link; with `sendEmail=false` it would answer it. The password stays as it is, as by no other of Okta's resets. */
export const mailPasswordReset = (id: string) => ({
  ...changeUsers,
  method: 'POST' as const,
  target: `${userPath(id)}/credentials/forgot_password?sendEmail=true`,
  permission: 'a role that may reset users’ passwords',
});

export const unenrollFactor = (id: string, factor: string) => ({
  ...changeUsers,
  method: 'DELETE' as const,
  target: `${userPath(id)}/factors/${encodeURIComponent(factor)}`,
  permission: 'a role that may reset users’ authenticators',
});

export const revokeUserSessions = (id: string) => ({
  ...changeUsers,
  method: 'DELETE' as const,
  target: `${userPath(id)}/sessions?oauthTokens=true`,
  permission: 'a role that may clear users’ sessions',
});

const verify = (id: string, factor: string) => ({
  ...changeUsers,
  method: 'POST' as const,
  target: `${userPath(id)}/factors/${encodeURIComponent(factor)}/verify`,
  permission: 'a role that may manage users’ authenticators',
  shape: verificationShape,
  what: 'how a factor was verified',
});

/** Okta asks on the device, with a number to choose there. */
export const pushTo = (id: string, factor: string) => ({
  ...verify(id, factor),
  body: { useNumberMatchingChallenge: true },
});

/** E0000068: it is not the code that the device shows. */
export const verifyCode = (id: string, factor: string, code: string) => ({
  ...verify(id, factor),
  body: { passCode: code },
  refusals: { E0000068: { factorResult: 'FAILED' } },
});
