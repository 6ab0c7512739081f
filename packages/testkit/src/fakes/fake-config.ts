import type { ConfigSchema } from '@access-account/contract';

/** A fake is set up by its own methods: its configuration may be anything, and none of it is read. */
export const fakeConfig: ConfigSchema<object> = {
  '~standard': {
    version: 1,
    vendor: 'access-account',
    validate: (value) =>
      typeof value === 'object' && value !== null ? { value } : { issues: [{ message: 'must be an object' }] },
    jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) },
  },
};

/** One write a fake was asked for, in the order they came. */
export interface LedgerEntry {
  readonly operation: string;
  readonly input: unknown;
  readonly idempotencyKey: string;
  /** False when it was so already. */
  readonly changed: boolean;
}
