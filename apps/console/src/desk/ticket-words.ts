import type { TicketStatus } from '../api/console-types.ts';

export const statusWords: Readonly<Record<TicketStatus, string>> = {
  open: 'open',
  'handed-off': 'handed off',
  resolved: 'resolved',
};

export const statusColors: Readonly<Record<TicketStatus, string>> = {
  open: 'blue',
  'handed-off': 'orange',
  resolved: 'teal',
};

/** What opens tickets, as people call it. */
export const featureWords: Readonly<Record<string, string>> = {
  'unlock-account': 'Unlock',
  'lockout-notification': 'Lockout notice',
  'password-reset': 'Password reset',
  'mfa-reset': 'MFA reset',
  'password-expiry': 'Password expiry',
  'account-extension': 'Account extension',
  approval: 'Approval',
  'account-watch': 'Watch after a reset',
  'security-notice': 'Security notice',
  'hold-notice': 'Removal that waits',
  'service-desk': 'Asked for the desk',
};
