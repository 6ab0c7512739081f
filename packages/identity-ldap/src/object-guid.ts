const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text looks like a GUID or UUID, so that it may be asked for at all. */
export function isGuid(text: string): boolean {
  return pattern.test(text);
}

/** Active Directory stores the first three groups of a GUID with their bytes reversed. */
function swap(bytes: Buffer): Buffer {
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Buffer.from(order.map((index) => bytes.readUInt8(index)));
}

/** The usual lower-case text of an objectGUID. */
export function fromObjectGuid(bytes: Buffer): string {
  const hex = swap(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** @param guid for which `isGuid` holds. */
export function toObjectGuid(guid: string): Buffer {
  return swap(Buffer.from(guid.replaceAll('-', ''), 'hex'));
}
