/** Where a page of tickets ended: the next one begins after it. */
export interface DeskCursor {
  /** ISO 8601, to the millisecond. */
  readonly openedAt: string;
  readonly key: string;
}

export function writeCursor({ openedAt, key }: DeskCursor): string {
  return Buffer.from(JSON.stringify([openedAt, key])).toString('base64url');
}

/** undefined: it is none of ours. */
export function readCursor(text: string): DeskCursor | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(read)) return undefined;
    const [openedAt, key] = read as unknown[];
    if (typeof openedAt !== 'string' || typeof key !== 'string' || Number.isNaN(Date.parse(openedAt))) return undefined;
    return { openedAt, key };
  } catch {
    return undefined;
  }
}
