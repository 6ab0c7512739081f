import { crc32, inflateRawSync, inflateSync } from 'node:zlib';
import { colourIcon, outlineIcon } from '../teams-app/draw-icon.ts';
import { type ManifestOptions, manifest } from '../teams-app/manifest.ts';
import { manifestProblems } from '../teams-app/manifest-problems.ts';
import { zip } from '../teams-app/zip.ts';

const options: ManifestOptions = {
  appId: '00000000-0000-0000-0000-000000000001',
  url: 'https://access.acme.test',
  name: 'Access Account',
  organization: 'Acme',
  version: '1.0.0',
};

test('the manifest is what Teams takes, for personal chats alone', () => {
  const made = manifest(options);
  expect(manifestProblems(made)).toEqual([]);
  expect(made.bots[0]).toMatchObject({ botId: options.appId, scopes: ['personal'], supportsFiles: false });
  expect(made.validDomains).toEqual(['access.acme.test']);
});

test.each([
  [{ appId: 'bot' }, 'id: must be an id'],
  [{ url: 'http://access.acme.test' }, 'developer.websiteUrl: must begin with https'],
  [{ name: 'a'.repeat(31) }, 'name.short'],
  [{ organization: '' }, 'developer.name'],
  [{ version: '1' }, 'version: must be a version'],
])('%j is refused', (differences, told) => {
  expect(manifestProblems(manifest({ ...options, ...differences })).join('\n')).toContain(told);
});

test.each([
  ['color', colourIcon(), 192],
  ['outline', outlineIcon(), 32],
] as const)('the %s icon is a picture of the size that Teams wants', (name, png, size) => {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  const data = png.subarray(41, 41 + png.readUInt32BE(33));
  const pixels = inflateSync(data);
  expect(pixels).toHaveLength(size * (size * 4 + 1));
  const opacities = new Set(
    Array.from({ length: size ** 2 }, (_, index) => pixels[Math.floor(index / size) + index * 4 + 4]),
  );
  // The outline is white on nothing; the other has no hole.
  expect(opacities.has(0)).toBe(name === 'outline');
  expect(opacities.has(255)).toBe(true);
});

test('the archive has the files at its top, whole, and is the same whenever it is made', () => {
  const files = { 'manifest.json': Buffer.from('{"a":1}'), 'color.png': colourIcon() };
  const archive = zip(files);
  expect(zip(files).equals(archive)).toBe(true);
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  expect(archive.readUInt16LE(end + 10)).toBe(2);
  let entry = archive.readUInt32LE(end + 16);
  for (const [name, content] of Object.entries(files)) {
    expect(archive.readUInt32LE(entry)).toBe(0x02014b50);
    const [size, local] = [archive.readUInt32LE(entry + 20), archive.readUInt32LE(entry + 42)];
    expect(archive.subarray(entry + 46, entry + 46 + name.length).toString()).toBe(name);
    const packed = archive.subarray(local + 30 + name.length, local + 30 + name.length + size);
    expect(inflateRawSync(packed).equals(content)).toBe(true);
    expect(archive.readUInt32LE(local + 14)).toBe(crc32(content));
    entry += 46 + name.length;
  }
});
