interface Area {
  /** The jest project whose tests they are. */
  readonly project: string;
  readonly tests: readonly string[];
  readonly sources: Readonly<Record<string, number>>;
}

/**
 * What is mutated: an area's sources, the tests that must notice, and, per file, how much of what is broken they must notice
 * (per cent; measured, and only ever raised).
 */
export const areas = {
  policies: {
    project: 'policies',
    tests: ['packages/policies/test/**/*.test.ts'],
    sources: {
      'packages/policies/src/help-policy.ts': 70,
      'packages/policies/src/instructing.ts': 70,
      'packages/policies/src/lockout-notification-policy.ts': 70,
      'packages/policies/src/notice-allowance.ts': 100,
      'packages/policies/src/service-desk-policy.ts': 70,
      'packages/policies/src/target.ts': 70,
      'packages/policies/src/unlock-account-policy.ts': 70,
      'packages/policies/src/unlocking.ts': 70,
    },
  },
  authorisation: {
    project: 'policies',
    tests: ['packages/policies/test/{mfa-reset,authorisation/*}.test.ts'],
    sources: {
      'packages/policies/src/authorisation/decide.ts': 90,
      'packages/policies/src/authorisation/usable-addresses.ts': 90,
      'packages/policies/src/hold-notice-policy.ts': 70,
    },
  },
  tokens: {
    project: 'server',
    tests: ['apps/server/test/{choice-token,gate,plan}.test.ts'],
    sources: {
      'apps/server/src/road/choice-token.ts': 100,
      'apps/server/src/road/gate.ts': 100,
      'apps/server/src/road/plan.ts': 95,
    },
  },
  audit: {
    project: 'server',
    tests: ['apps/server/test/{audit,witness-unwritable}.test.ts'],
    sources: {
      'apps/server/src/audit/audit-log.ts': 50,
      'apps/server/src/audit/sealer.ts': 50,
      'apps/server/src/audit/verify-audit.ts': 50,
      'apps/server/src/audit/witness.ts': 50,
    },
  },
} as const satisfies Readonly<Record<string, Area>>;
