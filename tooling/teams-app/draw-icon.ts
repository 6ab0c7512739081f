import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue, opacity: 0 to 255. */
type Colour = readonly [number, number, number, number];

/** What is at a point of a square of 1 × 1; undefined: nothing. */
type Drawing = (x: number, y: number) => Colour | undefined;

const white: Colour = [255, 255, 255, 255];
const blue: Colour = [49, 89, 196, 255];
/** Points looked at per pixel and direction: edges become smooth. */
const samples = 4;

/** The product’s icon, packages/channel-web/web/icon.svg: an open padlock, white on blue. 192 × 192. */
export function colourIcon(): Buffer {
  return png(192, (x, y) => {
    if (isShackle(x, y)) return white;
    if (bodyEdge(x, y) <= 0) return isTick(x, y) ? blue : white;
    return blue;
  });
}

/** Its outline, white on nothing, as Teams wants it: 32 × 32. */
export function outlineIcon(): Buffer {
  return png(32, (x, y) => {
    const body = bodyEdge(x, y);
    return isShackle(x, y) || (body <= 0 && body >= -2.4 / unit) || isTick(x, y) ? white : undefined;
  });
}

/** The icon is drawn on a square of 36 × 36. */
const unit = 36;
const [centre, arch, radius] = [18 / unit, 13.3 / unit, 5.5 / unit];

function isShackle(x: number, y: number): boolean {
  const half = 1.2 / unit;
  const isLeg = fromLine({ x, y, from: [12.5, 16.5], to: [12.5, 13.3] }) <= half;
  // From the left over the top, to where it stands open.
  const angle = Math.atan2(y - arch, x - centre);
  const isArc =
    Math.abs(Math.hypot(x - centre, y - arch) - radius) <= half && angle < 0 && angle < Math.atan2(-2.4, 4.9);
  return isLeg || isArc || Math.hypot(x - 22.9 / unit, y - 10.9 / unit) <= half;
}

function isTick(x: number, y: number): boolean {
  const half = 1.1 / unit;
  return (
    fromLine({ x, y, from: [14.6, 22], to: [17, 24.4] }) <= half ||
    fromLine({ x, y, from: [17, 24.4], to: [21.4, 19.8] }) <= half
  );
}

/** How far a point is from the edge of the padlock’s body, a box with round corners: negative inside. */
function bodyEdge(x: number, y: number): number {
  const round = 3.4 / unit;
  const across = Math.abs(x - 18 / unit) - 8.5 / unit + round;
  const down = Math.abs(y - 22 / unit) - 6 / unit + round;
  return Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - round;
}

interface Line {
  readonly x: number;
  readonly y: number;
  /** In the icon’s own units. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** How far a point is from a line. */
function fromLine({ x, y, from, to }: Line): number {
  const [ax, ay] = [from[0] / unit, from[1] / unit];
  const [dx, dy] = [to[0] / unit - ax, to[1] / unit - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx ** 2 + dy ** 2)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** https://www.w3.org/TR/png-3/ */
function png(size: number, drawing: Drawing): Buffer {
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.concat([
      Buffer.of(0),
      ...Array.from({ length: size }, (__, column) => pixel({ size, row, column, drawing })),
    ]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface Pixel {
  readonly size: number;
  readonly row: number;
  readonly column: number;
  readonly drawing: Drawing;
}

function pixel({ size, row, column, drawing }: Pixel): Buffer {
  const sum = [0, 0, 0, 0];
  for (let index = 0; index < samples ** 2; index += 1) {
    const x = (column + ((index % samples) + 0.5) / samples) / size;
    const y = (row + (Math.floor(index / samples) + 0.5) / samples) / size;
    // What is nothing is white without opacity, so that no edge turns grey.
    const colour = drawing(x, y) ?? [255, 255, 255, 0];
    colour.forEach((value, part) => {
      sum[part] = (sum[part] ?? 0) + value;
    });
  }
  return Buffer.from(sum.map((value) => Math.round(value / samples ** 2)));
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
