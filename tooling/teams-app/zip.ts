import { crc32, deflateRawSync } from 'node:zlib';

/** 1980-01-01: the same files are the same archive, whenever it is made. */
const date = 0x21;
const deflated = 8;

/** An archive of a few files (PKWARE APPNOTE 6.3, 4.3), each at its top. */
export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content, { level: 9 });
    const path = Buffer.from(name);
    const described = Buffer.alloc(26);
    described.writeUInt16LE(20, 0);
    described.writeUInt16LE(deflated, 4);
    described.writeUInt16LE(date, 8);
    described.writeUInt32LE(crc32(content), 10);
    described.writeUInt32LE(packed.length, 14);
    described.writeUInt32LE(content.length, 18);
    described.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), described, path, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.of(20, 0), described, place, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}
