import type { Diagnostic } from '@access-account/contract';
import type { SandboxClient } from './sandbox-client.ts';

const operations = [
  'account.find',
  'account.list',
  'account.read',
  'account.unlock',
  'activity.read',
  'factor.challenge',
  'factor.check',
  'factor.list',
  'factor.remove',
  'lockout.poll',
  'password.start-change',
  'password.start-reset',
  'recovery.read',
  'sessions.revoke',
];

/** One diagnostic per operation: all of them stand or fall with the store that holds the people. */
export async function checkSandbox(client: SandboxClient): Promise<readonly Diagnostic[]> {
  const [first] = await client.people({ limit: 1 });
  return operations.map((operation) =>
    first === undefined
      ? {
          severity: 'error',
          operation,
          summary: `${client.displayName} has nobody in it.`,
          remedy: 'Name at least one person under `people` in the connector configuration and restart.',
        }
      : { severity: 'ok', operation, summary: `${client.displayName} answers.`, remedy: '' },
  );
}
