import { accountExtensionPolicy } from './account-extension-policy.ts';
import { accountWatchPolicy } from './account-watch-policy.ts';
import { anotherPersonPolicy } from './another-person-policy.ts';
import { approvalPolicy } from './approval-policy.ts';
import { attackIncidentPolicy } from './attack-incident-policy.ts';
import { deskAnswerPolicy } from './desk-answer-policy.ts';
import { helpPolicy } from './help-policy.ts';
import { holdNoticePolicy } from './hold-notice-policy.ts';
import { lockoutNotificationPolicy } from './lockout-notification-policy.ts';
import { mfaResetPolicy } from './mfa-reset-policy.ts';
import { operatorNoticePolicy } from './operator-notice-policy.ts';
import { passwordExpiryPolicy } from './password-expiry-policy.ts';
import { passwordResetPolicy } from './password-reset-policy.ts';
import { personalSettingsPolicy } from './personal-settings-policy.ts';
import type { Policy, PolicyId } from './policy.ts';
import { securityNoticePolicy } from './security-notice-policy.ts';
import { serviceDeskPolicy } from './service-desk-policy.ts';
import { unlockAccountPolicy } from './unlock-account-policy.ts';

/**
 * Every policy by its id. A policy reads only states it wrote itself, so the state's type is a matter between a policy and its own past:
 * to everybody else it is opaque.
 */
export const policies: Readonly<Record<PolicyId, Policy<unknown>>> = {
  'account-extension': accountExtensionPolicy as Policy<unknown>,
  'account-watch': accountWatchPolicy as Policy<unknown>,
  'another-person': anotherPersonPolicy as Policy<unknown>,
  approval: approvalPolicy as Policy<unknown>,
  'attack-incident': attackIncidentPolicy as Policy<unknown>,
  'desk-answer': deskAnswerPolicy as Policy<unknown>,
  help: helpPolicy as Policy<unknown>,
  'hold-notice': holdNoticePolicy as Policy<unknown>,
  'lockout-notification': lockoutNotificationPolicy as Policy<unknown>,
  'mfa-reset': mfaResetPolicy as Policy<unknown>,
  'operator-notice': operatorNoticePolicy as Policy<unknown>,
  'password-expiry': passwordExpiryPolicy as Policy<unknown>,
  'password-reset': passwordResetPolicy as Policy<unknown>,
  'personal-settings': personalSettingsPolicy as Policy<unknown>,
  'security-notice': securityNoticePolicy as Policy<unknown>,
  'service-desk': serviceDeskPolicy as Policy<unknown>,
  'unlock-account': unlockAccountPolicy as Policy<unknown>,
};
