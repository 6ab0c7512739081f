/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows.map((row) => row.map(printable))];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [top = head, ...rest] = all;
  return [line(top), widths.map((width) => '─'.repeat(width)).join('  '), ...rest.map(line)].join('\n');
}

/** A name from a directory must not move the reader's cursor. */
function printable(cell: string): string {
  return cell.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
}
