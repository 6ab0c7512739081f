import { chooseLocale, renderer } from '@access-account/messages';
import fc from 'fast-check';

const nobody = { written: null, directory: null, channel: null, fallback: 'en' };

describe('GEN-10 the language', () => {
  test.each([
    ['a person writes in wins', { written: 'fr', directory: 'de', channel: 'es' }, 'fr'],
    ['then the directory’s', { directory: 'de-CH', channel: 'es' }, 'de-CH'],
    ['then the channel’s', { channel: 'es-MX' }, 'es-MX'],
    ['then the default', { fallback: 'ja' }, 'ja'],
    ['one that nobody translated is passed over', { written: 'nl', directory: 'de' }, 'de'],
    ['where nothing fits it is English', { written: 'nl', fallback: 'sv' }, 'en'],
    ['the region comes from whoever names one', { written: 'de', directory: 'de-AT' }, 'de-AT'],
    ['the region of another language does not', { written: 'de', directory: 'fr-CA' }, 'de'],
    [
      'an informal default is kept for those who write that language',
      { written: 'de', fallback: 'de-x-informal' },
      'de-x-informal',
    ],
    ['a locale as directories spell it is read', { directory: 'pt_BR' }, 'pt-BR'],
    ['nonsense is passed over', { directory: '%%', channel: 'it' }, 'it'],
  ])('%s', (_, asked, expected) => {
    expect(chooseLocale({ ...nobody, ...asked })).toBe(expected);
  });

  test('of the organisation’s own counts too', () => {
    expect(chooseLocale({ ...nobody, written: 'nl', languages: ['en', 'nl'] })).toBe('nl');
  });

  test('is always one that can be spoken', () => {
    const { languages } = renderer();
    const locale = fc.option(fc.oneof(fc.constantFrom(...languages, 'de-AT', 'nl', 'pt', 'en_US'), fc.string()), {
      nil: null,
    });
    fc.assert(
      fc.property(locale, locale, locale, fc.string(), (written, directory, channel, fallback) => {
        const chosen = chooseLocale({ written, directory, channel, fallback });
        expect(languages.map((language) => language.split('-')[0])).toContain(chosen.split('-')[0]);
      }),
    );
  });
});
