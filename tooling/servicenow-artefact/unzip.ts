import { inflateRawSync } from 'node:zlib';

const entry = 0x02014b50;
const end = 0x06054b50;

/** The files of an archive by their names (PKWARE APPNOTE 6.3, 4.3): stored or deflated, no ZIP64. */
export function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const last = archive.lastIndexOf(Buffer.from('PK\x05\x06'));
  if (last < 0 || archive.readUInt32LE(last) !== end) throw new Error('This is no zip archive.');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(last + 16);
  for (let left = archive.readUInt16LE(last + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== entry) throw new Error('The archive is damaged.');
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(begin, begin + size);
    files.set(name, method === 0 ? Buffer.from(packed) : inflateRawSync(packed));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}
