import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's side of one WebSocket (RFC 6455): texts both ways, pings answered. No extensions, no fragments of our own. */
export class FakeSocket {
  readonly #stream: Duplex;
  readonly #onText: (text: string) => void;
  readonly #onClose: () => void;
  #rest: Buffer = Buffer.alloc(0);
  #pieces: Buffer[] = [];

  constructor(options: {
    readonly request: IncomingMessage;
    readonly stream: Duplex;
    readonly onText: (text: string) => void;
    readonly onClose: () => void;
  }) {
    const { request, stream } = options;
    this.#stream = stream;
    this.#onText = options.onText;
    this.#onClose = options.onClose;
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    stream.on('data', (chunk: Buffer) => this.#read(chunk));
    stream.on('error', () => undefined);
    // HTTP keeps a connection half open whose other end is gone.
    stream.on('end', () => stream.destroy());
    stream.on('close', () => this.#onClose());
  }

  send(text: string): void {
    this.#write(0x1, Buffer.from(text));
  }

  /** Breaks off without a word. */
  destroy(): void {
    this.#stream.destroy();
  }

  #write(opcode: number, payload: Buffer): void {
    const { length } = payload;
    const size = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 0xff] : undefined;
    const head = size === undefined ? Buffer.alloc(10) : Buffer.from([0x80 | opcode, ...size]);
    if (size === undefined) {
      head[0] = 0x80 | opcode;
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    if (!this.#stream.destroyed) this.#stream.write(Buffer.concat([head, payload]));
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let frame = this.#frame(); frame !== undefined; frame = this.#frame()) {
      const { isLast, opcode, payload } = frame;
      if (opcode === 0x8) {
        this.#write(0x8, payload);
        this.#stream.end();
      } else if (opcode === 0x9) this.#write(0xa, payload);
      else if (opcode <= 0x2) {
        this.#pieces.push(payload);
        if (!isLast) continue;
        this.#onText(Buffer.concat(this.#pieces.splice(0)).toString());
      }
    }
  }

  /** The next whole frame; a client's are masked. */
  #frame(): { readonly isLast: boolean; readonly opcode: number; readonly payload: Buffer } | undefined {
    const data = this.#rest;
    if (data.length < 2) return undefined;
    const short = (data[1] ?? 0) & 0x7f;
    const maskAt = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (data.length < maskAt + 4) return undefined;
    const length = short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
    const start = maskAt + 4;
    if (data.length < start + length) return undefined;
    const payload = Buffer.from(data.subarray(start, start + length));
    for (let index = 0; index < length; index += 1)
      payload[index] = (payload[index] ?? 0) ^ (data[maskAt + (index % 4)] ?? 0);
    this.#rest = data.subarray(start + length);
    return { isLast: ((data[0] ?? 0) & 0x80) !== 0, opcode: (data[0] ?? 0) & 0x0f, payload };
  }
}
