import type { TestRunner } from '@access-account/testkit';

/** Real servers under load need more than jest's five seconds. */
export const patientRunner: TestRunner = { describe, test: (name, run) => test(name, run, 30_000) };
