import type { Check } from './checks-of.ts';

/** Promises × connectors: how many checks, and how many of them are red; a dash where a connector does not offer it. */
export function cellsOf(checks: readonly Check[]): readonly (readonly string[])[] {
  const connectors = [...new Set(checks.map(({ connector }) => connector))].toSorted();
  const promises = [...new Set(checks.map(({ promise }) => promise))].toSorted();
  const cell = (promise: string, connector: string) => {
    const those = checks.filter((one) => one.promise === promise && one.connector === connector);
    const red = those.filter(({ status }) => status === 'failed').length;
    if (those.length === 0) return '–';
    return red === 0 ? String(those.length) : `✗ ${red} of ${those.length}`;
  };
  return [
    ['checks', ...connectors],
    ...promises.map((promise) => [promise, ...connectors.map((one) => cell(promise, one))]),
  ];
}
