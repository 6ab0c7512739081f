import type { Check } from './checks-of.ts';

export interface CellsOptions {
  readonly checks: readonly Check[];
  /** The promises of the kind by their letters. */
  readonly promises: Readonly<Record<string, string>>;
}

/**
 * Promises × connectors, then operations × connectors: how many checks, and how many of them are red; a dash where a connector
 * has none.
 */
export function cellsOf({ checks, promises }: CellsOptions): readonly (readonly string[])[] {
  const connectors = [...new Set(checks.map(({ connector }) => connector))].toSorted();
  const operations = [...new Set(checks.map(({ promise }) => promise))].toSorted();
  const row = (name: string, isOne: (check: Check) => boolean) => [
    name,
    ...connectors.map((connector) => cellOf(checks.filter((check) => check.connector === connector && isOne(check)))),
  ];
  return [
    ['checks', ...connectors],
    ...Object.entries(promises).map(([letter, text]) =>
      row(`${letter} ${text}`, ({ letters }) => letters.includes(letter)),
    ),
    ...operations.map((operation) => row(operation, ({ promise }) => promise === operation)),
  ];
}

function cellOf(those: readonly Check[]): string {
  const red = those.filter(({ status }) => status === 'failed').length;
  if (those.length === 0) return '–';
  return red === 0 ? String(those.length) : `✗ ${red} of ${those.length}`;
}
