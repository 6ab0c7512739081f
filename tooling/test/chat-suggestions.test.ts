import { de } from '../../packages/channel-web/web/words/de.ts';
import { en } from '../../packages/channel-web/web/words/en.ts';
import { es } from '../../packages/channel-web/web/words/es.ts';
import { fr } from '../../packages/channel-web/web/words/fr.ts';
import { it as italian } from '../../packages/channel-web/web/words/it.ts';
import { ja } from '../../packages/channel-web/web/words/ja.ts';
import { ptBR } from '../../packages/channel-web/web/words/pt-br.ts';
import { understand } from '../../packages/understanding/src/index.ts';

const languages = { en, de, es, fr, it: italian, ja, 'pt-BR': ptBR };
const read = (text: string) => understand({ text, systems: [], question: null });

describe.each(Object.entries(languages))('GEN-10 what an empty chat suggests is understood in %s', (_, words) => {
  test.each([
    ['unlock', 'unlock_account'],
    ['forgot', 'password_reset'],
    ['lostPhone', 'mfa_reset'],
  ] as const)('%s', (key, intent) => expect(read(words[key])).toMatchObject({ intent, tier: 'propose' }));

  test('GEN-4 lockedOut: it is about signing in, for sure or to be asked', () =>
    expect(['propose', 'clarify']).toContain(read(words.lockedOut).tier));
});
