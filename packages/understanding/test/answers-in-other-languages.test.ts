import { understand } from '@access-account/understanding';
import fc from 'fast-check';
import { systems } from './systems.ts';

const answer = (text: string) => understand({ text, systems, question: 'yes-edit-cancel' }).intent;

const yes = ['ja', 'Ja, bitte', 'jawohl', 'mach das', 'sí', 'Sí, por favor', 'claro que sí', 'adelante', 'oui', "d'accord", 'Oui, merci !', 'sì', 'va bene', 'sim', 'pode ser', 'はい', 'はい、お願いします', 'お願いします', '好的', 'ja graag', 'japp']; // biome-ignore format: a list to read
const no = ['nein', 'Nein, danke', 'lieber nicht', 'no, gracias', 'ahora no', 'non', 'non merci', 'pas maintenant', 'no grazie', 'non ora', 'não', 'não, obrigado', 'いいえ', '結構です', '不要', 'nee', 'nej tack']; // biome-ignore format: a list to read
const neither = ['ja?', 'nicht ja', 'ja oder nein', 'ja nein', 'no sí', 'sí pero no', 'oui et non', 'pas oui', "je ne dis pas oui", 'non sì', 'sim não', 'はいいいえ', 'はいではありません', 'vielleicht', 'quizás', 'peut-être', 'na ja', '¿sí?', '是不是']; // biome-ignore format: a list to read

test.each(yes.map((text) => [text]))('LN-7 "%s" is a yes', (text) => expect(answer(text)).toBe('affirm'));
test.each(no.map((text) => [text]))('"%s" is a no', (text) => expect(answer(text)).toBe('deny'));
test.each(neither.map((text) => [text]))('EC-21 "%s" is no yes', (text) => expect(answer(text)).not.toBe('affirm'));

test.each([
  ['abbrechen', 'cancel'],
  ['vergiss es', 'cancel'],
  ['cancelar por favor', 'cancel'],
  ['annule', 'cancel'],
  ['annulla', 'cancel'],
  ['deixa pra lá', 'cancel'],
  ['キャンセルしてください', 'cancel'],
  ['Anfrage bearbeiten', 'edit'],
  ['otra cuenta', 'edit'],
  ['un autre compte', 'edit'],
  ['ignore this', 'ignore'],
  ['ignorieren', 'ignore'],
  ['ignorar', 'ignore'],
])('"%s" is %s', (text, intent) => expect(answer(text)).toBe(intent));

test('a negation in any language takes the yes away', () => {
  const negation = fc.constantFrom(
    'nicht',
    'kein',
    'no',
    'pas',
    'ne',
    'non',
    'não',
    'nunca',
    'jamais',
    'mai',
    'ません',
    '不',
  );
  fc.assert(
    fc.property(fc.constantFrom(...yes), negation, fc.boolean(), (text, not, first) => {
      expect(answer(first ? `${not} ${text}` : `${text} ${not}`)).not.toBe('affirm');
    }),
  );
});
