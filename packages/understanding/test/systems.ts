import type { KnownSystem } from '@access-account/understanding';

export const systems: readonly KnownSystem[] = [
  { name: 'ad', displayName: 'Acme Directory', aliases: ['acme', 'active directory', 'okta'] },
  { name: 'payroll', displayName: 'Payroll Plus', aliases: ['payroll'] },
];
