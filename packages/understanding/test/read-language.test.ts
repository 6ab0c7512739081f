import { readFileSync } from 'node:fs';
import { readLanguage } from '@access-account/understanding';
import { assert, constantFrom, property } from 'fast-check';

const languages = ['en', 'de', 'es', 'fr', 'it', 'ja', 'pt-BR', 'de-x-informal'];
const read = (text: string) => readLanguage(text, languages);

const written: Readonly<Record<string, readonly string[]>> = {
  en: [
    'unlock my account',
    "I can't log in",
    'I forgot my password',
    'my account is locked, please help',
    'UNLOCK MY ACCOUNT NOW',
    'reset my MFA',
    "Hi, I've got a new phone and can't sign in",
    'Please unlock Tanaka Yuki',
  ],
  de: [
    'Ich habe mein Passwort vergessen',
    'Mein Account ist locked',
    'ich komme nicht mehr rein',
    'Beim Anmelden steht "Your account is locked", was kann ich tun, bitte?',
  ],
  es: ['Olvidé mi contraseña', 'no puedo entrar en mi cuenta', 'mi cuenta está bloqueada'],
  fr: ["j'ai oublié mon mot de passe", 'J’ai perdu mon téléphone', 'mon compte est bloqué'],
  it: ['ho dimenticato la mia password', 'il mio account è bloccato', 'non riesco ad accedere, ho perso il telefono'],
  'pt-BR': ['Esqueci minha senha', 'não consigo entrar na minha conta', 'minha conta está bloqueada'],
  ja: ['パスワードを忘れました', 'アカウントがロックされています', 'MFAをリセットしてください', 'パスワードリセット'],
};

describe.each(Object.entries(written))('GEN-10 %s is told from what is written', (language, texts) => {
  test.each(texts)('%s', (text) => {
    expect(read(text)).toBe(language);
  });
});

test.each([
  '',
  'ok',
  'OK!',
  'yes please',
  'Ja',
  'sí',
  'no',
  'MFA',
  'reset',
  'MFA reset',
  'password reset',
  'Passwort',
  'help',
  'unlock bob',
  'Mary Ann Smith',
  'Le Thi Ho',
  'My Access Portal',
  '田中太郎',
  'タナカ',
  'https://acme.test/what/is/my/account',
  'i.am.who@acme.test',
  '12345 67890 123',
  '👍👍👍',
  'we wij die der man in was',
])('GEN-10 nothing is made of what is too short, a name or ambiguous: %s', (text) => {
  expect(read(text)).toBeNull();
});

test.each([
  'ik ben mijn wachtwoord vergeten, kan je het resetten',
  'jag har glömt mitt lösenord',
  'nie mogę się zalogować do konta',
  '我忘记了密码，请帮我重置',
  'не могу войти в аккаунт',
])('GEN-10 a language without words here is none of those with words: %s', (text) => {
  expect(read(text)).toBeNull();
});

test('GEN-10 only a language there are words in is told, by the name it has there', () => {
  expect(readLanguage('Ich habe mein Passwort vergessen', ['en', 'fr'])).toBeNull();
  expect(readLanguage('Ich habe mein Passwort vergessen', ['en', 'de-AT'])).toBe('de-AT');
});

test('GEN-10 a mixture of two languages is taken for one of them or for none', () => {
  const one = constantFrom(...Object.values(written).flat());
  assert(
    property(one, one, (first, second) => {
      const [own, other] = [read(first), read(second)];
      const both = read(`${first} ${second}`);
      expect([null, own, other]).toContain(both);
    }),
  );
});

test('GEN-10 it takes no time, whatever is written', () => {
  const started = performance.now();
  for (const text of ["j'".repeat(50_000), 'a '.repeat(50_000), '@/'.repeat(50_000), "-'".repeat(50_000)]) read(text);
  expect(performance.now() - started).toBeLessThan(1_000);
});

/** Lines of `{"text", "lang"}` that others wrote: not ours to keep here. */
const utterances = process.env.ACCESS_ACCOUNT_UTTERANCES;
if (utterances === undefined)
  process.stdout.write('SKIPPED: The utterances of others (ACCESS_ACCOUNT_UTTERANCES names no file)\n');

(utterances === undefined ? test.skip : test)(
  'GEN-10 of what others wrote hardly anything is taken for another language, and most English is told',
  () => {
    const rows = readFileSync(utterances ?? '', 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly text: string; readonly lang: string });
    const wrong = rows.filter(({ text, lang }) => ![null, lang].includes(read(text)?.split('-')[0] ?? null));
    const english = rows.filter(({ lang }) => lang === 'en');
    expect(wrong.length / rows.length).toBeLessThan(0.005);
    expect(english.filter(({ text }) => read(text) === 'en').length / english.length).toBeGreaterThan(0.75);
  },
);
