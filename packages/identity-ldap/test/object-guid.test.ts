import fc from 'fast-check';
import { fromObjectGuid, isGuid, toObjectGuid } from '../src/object-guid.ts';

test('the first three groups are stored with their bytes reversed', () => {
  const bytes = Buffer.from('33221100554477668899aabbccddeeff', 'hex');
  expect(fromObjectGuid(bytes)).toBe('00112233-4455-6677-8899-aabbccddeeff');
});

test('every GUID survives the way there and back', () => {
  fc.assert(fc.property(fc.uuid(), (guid) => fromObjectGuid(toObjectGuid(guid)) === guid));
});

test('no other text is a GUID', () => {
  for (const text of [
    '',
    '*',
    '00112233-4455-6677-8899-aabbccddeef',
    '00112233-4455-6677-8899-aabbccddeeff)',
    '\u0000',
  ]) {
    expect(isGuid(text)).toBe(false);
  }
});
