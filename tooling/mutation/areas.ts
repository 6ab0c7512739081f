export interface Area {
  readonly tests: readonly string[];
  /** Globs; one that begins with `!` takes away. */
  readonly sources: readonly string[];
  /** Per cent of what is broken that the tests must notice, in every file. Measured, and only ever raised. */
  readonly atLeast: number;
  /** The files that are held to more or to less, and to how much. */
  readonly but?: Readonly<Record<string, number>>;
}

/** What is broken, and the tests that must notice. */
export const areas = {
  policies: {
    tests: ['packages/policies/test/**/*.test.ts'],
    sources: ['packages/policies/src/**/*.ts', '!packages/policies/src/index.ts'],
    atLeast: 90,
  },
  tokens: {
    tests: ['apps/server/test/{choice-token,gate,keys,plan}.test.ts'],
    sources: ['apps/server/src/road/{choice-token,gate,plan}.ts', 'apps/server/src/storage/keys.ts'],
    atLeast: 95,
    but: { 'apps/server/src/storage/keys.ts': 92 },
  },
  signatures: {
    tests: [
      'packages/channel-slack/test/forgery.test.ts',
      'packages/channel-teams/test/verify-token.test.ts',
      'packages/ticketing-webhook/test/webhook.test.ts',
    ],
    sources: [
      'packages/channel-slack/src/verify-signature.ts',
      'packages/channel-teams/src/guard/verify-token.ts',
      'packages/ticketing-webhook/src/signature.ts',
    ],
    atLeast: 94,
  },
  audit: {
    tests: ['apps/server/test/{audit,sealer,witness}.test.ts'],
    sources: ['apps/server/src/audit/{audit-log,read-witness,sealer,verify-audit,witness,witness-files}.ts'],
    atLeast: 90,
  },
} as const satisfies Readonly<Record<string, Area>>;
