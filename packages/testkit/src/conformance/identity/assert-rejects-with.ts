import assert from 'node:assert/strict';
import { ConnectorError, type ConnectorErrorCode } from '@access-account/contract';

/** Asserts that the run fails with a connector error of one of these codes that tells an administrator what to do; hands the error back. */
export async function assertRejectsWith(
  codes: ConnectorErrorCode | readonly ConnectorErrorCode[],
  run: () => Promise<unknown>,
): Promise<ConnectorError> {
  const expected = [codes].flat();
  try {
    await run();
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    assert.ok(expected.includes(error.code), `expected ${expected.join(' or ')}, got ${error.code}: ${error.message}`);
    assert.ok(error.system && error.summary && error.remedy, 'an error says who, what and the remedy');
    return error;
  }
  return assert.fail(`expected ${expected.join(' or ')}, but it succeeded`);
}
