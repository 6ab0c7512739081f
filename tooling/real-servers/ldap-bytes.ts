/** Enough BER to recognise an LDAP request and to forge its answer (RFC 4511). Message lengths are below 64 KiB here. */
export const tag = {
  sequence: 0x30,
  searchRequest: 0x63,
  searchResultEntry: 0x64,
  modifyRequest: 0x66,
  modifyResponse: 0x67,
} as const;

/** The bytes a length takes at this place, and the length itself. */
function lengthAt(bytes: Buffer, at: number): { readonly size: number; readonly length: number } {
  const first = bytes.readUInt8(at);
  if (first < 0x80) return { size: 1, length: first };
  const octets = first & 0x7f;
  return { size: 1 + octets, length: octets === 0 ? 0 : bytes.readUIntBE(at + 1, octets) };
}

/** What was written in one go may be more than one message. */
function messagesOf(bytes: Buffer): readonly Buffer[] {
  if (bytes.length < 2 || bytes.readUInt8(0) !== tag.sequence) return [];
  const { size, length } = lengthAt(bytes, 1);
  const end = 1 + size + length;
  return [bytes.subarray(0, end), ...messagesOf(bytes.subarray(end))];
}

/** The messages that have come whole, of a stream that goes on, and the bytes of the one that has not. */
export function wholeMessages(bytes: Buffer): { readonly messages: readonly Buffer[]; readonly left: Buffer } {
  const messages: Buffer[] = [];
  let left = bytes;
  for (;;) {
    const isHeadWhole =
      left.length >= 2 && left.length >= 2 + (left.readUInt8(1) < 0x80 ? 0 : left.readUInt8(1) & 0x7f);
    if (!isHeadWhole) return { messages, left };
    const { size, length } = lengthAt(left, 1);
    const end = 1 + size + length;
    if (left.length < end) return { messages, left };
    messages.push(left.subarray(0, end));
    left = left.subarray(end);
  }
}

/** What a message asks or answers. */
export function operationTag(message: Buffer): number {
  return message.readUInt8(offsets(message).operation);
}

/** Where the message id starts, and where the operation after it. */
function offsets(message: Buffer): { readonly id: number; readonly operation: number } {
  const id = 1 + lengthAt(message, 1).size;
  return { id, operation: id + 2 + message.readUInt8(id + 1) };
}

/** The modify requests among what was written in one go. */
export function modifyRequests(bytes: Buffer): readonly Buffer[] {
  return messagesOf(bytes).filter((message) => operationTag(message) === tag.modifyRequest);
}

export function hasModifyRequest(bytes: Buffer): boolean {
  return modifyRequests(bytes).length > 0;
}

/** The answer "done" to a modify request that nobody has carried out; undefined where there is none. */
export function forgedModifySuccess(bytes: Buffer): Buffer | undefined {
  const [request] = modifyRequests(bytes);
  if (request === undefined) return undefined;
  const { id, operation } = offsets(request);
  const result = Buffer.from([tag.modifyResponse, 7, 0x0a, 1, 0, 0x04, 0, 0x04, 0]);
  const body = Buffer.concat([request.subarray(id, operation), result]);
  return Buffer.concat([Buffer.from([tag.sequence, body.length]), body]);
}
