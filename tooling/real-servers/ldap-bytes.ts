/** Enough BER to recognise an LDAP request and to forge its answer (RFC 4511). Message lengths are below 64 KiB here. */
const tag = { sequence: 0x30, modifyRequest: 0x66, modifyResponse: 0x67 } as const;

/** Where the message id starts, and where the operation after it. */
function offsets(message: Buffer): { id: number; operation: number } {
  const id = message.readUInt8(1) < 0x80 ? 2 : 2 + (message.readUInt8(1) & 0x7f);
  return { id, operation: id + 2 + message.readUInt8(id + 1) };
}

export function isModifyRequest(message: Buffer): boolean {
  return message.readUInt8(0) === tag.sequence && message.readUInt8(offsets(message).operation) === tag.modifyRequest;
}

/** The answer "done" to a modify request that nobody has carried out. */
export function forgedModifySuccess(request: Buffer): Buffer {
  const { id, operation } = offsets(request);
  const result = Buffer.from([tag.modifyResponse, 7, 0x0a, 1, 0, 0x04, 0, 0x04, 0]);
  const body = Buffer.concat([request.subarray(id, operation), result]);
  return Buffer.concat([Buffer.from([tag.sequence, body.length]), body]);
}
