import type { TicketFeature } from '@access-account/contract';
import type { PolicyId } from '@access-account/policies';

/** What a ticket is about, by the policy that opened it. */
export const ticketFeature: Readonly<Record<PolicyId, TicketFeature>> = {
  'account-extension': 'passwordExpiry',
  'account-watch': 'security',
  'another-person': 'unlockAccount',
  approval: 'security',
  'attack-incident': 'security',
  'desk-answer': 'serviceDesk',
  help: 'serviceDesk',
  'hold-notice': 'security',
  'lockout-notification': 'unlockAccount',
  'mfa-reset': 'mfaReset',
  'operator-notice': 'serviceDesk',
  'password-expiry': 'passwordExpiry',
  'password-reset': 'passwordReset',
  'personal-settings': 'serviceDesk',
  'security-notice': 'security',
  'service-desk': 'serviceDesk',
  'unlock-account': 'unlockAccount',
};
