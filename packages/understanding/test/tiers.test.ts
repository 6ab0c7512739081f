import { understand } from '@access-account/understanding';
import { systems } from './systems.ts';

const read = (text: string) => understand({ text, systems, question: null });

describe('GEN-4 what is not sure is asked', () => {
  test.each([
    ["I can't log in", 'password_reset'],
    ["why can't I get into my account", 'unlock_account'],
    ['my password does not work', 'password_reset'],
    ["I can't find my phone", 'mfa_reset'],
    ['ich kann mich nicht mehr anmelden', 'password_reset'],
    ['no puedo iniciar sesión', 'password_reset'],
    ["je n'arrive plus à me connecter", 'password_reset'],
    ['non riesco ad accedere', 'password_reset'],
    ['não consigo fazer login', 'password_reset'],
    ['ログインできません', 'password_reset'],
  ])('%s', (text, likeliest) => {
    expect(read(text)).toMatchObject({ intent: null, tier: 'clarify', candidates: [likeliest] });
  });
});

describe('what rule and classifier agree on is proposed, in every language', () => {
  test.each([
    ['mein Konto ist gesperrt', 'unlock_account'],
    ['bitte setzen Sie mein Passwort zurück', 'password_reset'],
    ['ich möchte mein Kennwort ändern', 'password_change'],
    ['mein Handy wurde gestohlen', 'mfa_reset'],
    ['se me bloqueó la cuenta', 'unlock_account'],
    ['olvidé mi contraseña', 'password_reset'],
    ['quiero cambiar mi contraseña', 'password_change'],
    ['perdí el celular', 'mfa_reset'],
    ['mon compte est verrouillé', 'unlock_account'],
    ['mot de passe oublié', 'password_reset'],
    ['je veux changer mon mot de passe', 'password_change'],
    ["j'ai changé de téléphone", 'mfa_reset'],
    ['il mio account è bloccato', 'unlock_account'],
    ['ho dimenticato la password', 'password_reset'],
    ['la mia password sta per scadere', 'password_change'],
    ['ho perso il telefono', 'mfa_reset'],
    ['minha conta foi bloqueada', 'unlock_account'],
    ['esqueci minha senha', 'password_reset'],
    ['quero trocar minha senha', 'password_change'],
    ['roubaram meu celular', 'mfa_reset'],
    ['アカウントのロックを解除してください', 'unlock_account'],
    ['パスワードを忘れました', 'password_reset'],
    ['パスワードを変更したい', 'password_change'],
    ['スマホをなくしました', 'mfa_reset'],
  ])('%s', (text, intent) => {
    expect(read(text)).toMatchObject({ intent, tier: 'propose', candidates: [intent], target: { kind: 'self' } });
  });
});

test.each([
  'lock my account',
  'turn off 2FA',
  'enable MFA for my account',
  "don't reset my MFA",
  'bitte mein Konto sperren',
  'MFA deaktivieren',
  'bloquea mi cuenta',
  'désactiver la double authentification',
  'blocca il mio account',
  'bloqueie minha conta',
  'アカウントをロックしてください',
])('the other direction leads to no action: %s', (text) => {
  const { candidates } = read(text);
  for (const action of ['unlock_account', 'password_reset', 'password_change', 'mfa_reset'] as const)
    expect(candidates).not.toContain(action);
});

describe('GEN-8 a system that is not connected is found in every language', () => {
  test.each([
    ['Ich habe mein Passwort für Fidelity vergessen', 'Fidelity'],
    ['mein Zorblax-Konto ist gesperrt', 'Zorblax'],
    ['olvidé la contraseña de Zorblax', 'Zorblax'],
    ["j'ai oublié mon mot de passe Zorblax", 'Zorblax'],
    ['mon compte Apple est bloqué', 'Apple'],
    ['ho dimenticato la password di Zorblax', 'Zorblax'],
    ['esqueci a senha do Zorblax', 'Zorblax'],
    ['Zorblaxのパスワードを忘れました', 'Zorblax'],
  ])('%s', (text, words) => {
    expect(read(text).system).toEqual({ kind: 'unknown', words });
  });

  test.each([
    'Ich habe im Urlaub mein Passwort vergessen',
    'Guten Tag Frau Berger, mein Konto ist gesperrt',
    'olvidé la contraseña de mi ordenador',
    "j'ai oublié le mot de passe de mon ordinateur",
    'Windowsのパスワードを忘れました',
  ])('no name of a system: %s', (text) => {
    expect(read(text).system).toBeNull();
  });
});

test.each([
  ['desbloquea la cuenta de mi compañero', 'mi compañero'],
  ['das Konto von meinem Kollegen ist gesperrt', 'meinem Kollegen'],
  ['le compte de ma collègue est bloqué', 'ma collègue'],
  ['entsperre bitte das Konto von Anna Meyer', 'Anna Meyer'],
  ['débloquez le compte de Jean Dupont', 'Jean Dupont'],
  ['desbloquea la cuenta de Juan Pérez', 'Juan Pérez'],
  ["sblocca l'account di Mario Rossi", 'Mario Rossi'],
  ['desbloqueie a conta da Maria Silva', 'Maria Silva'],
  ['田中さんのアカウントのロックを解除してください', '田中'],
])('UA-9 somebody else is meant: %s', (text, words) => {
  expect(read(text).target).toEqual({ kind: 'other', words });
});

test.each([
  ['entsperre das Konto von Netflix', 'Netflix'],
  ['débloquez mon compte de Jean Coutu', 'Jean Coutu'],
])('GEN-8 a system and no person is meant: %s', (text, words) => {
  expect(read(text)).toMatchObject({ target: { kind: 'self' }, system: { kind: 'unknown', words } });
});

test('what the second factor is, is told', () => {
  expect(read('I lost my yubikey').device).toBe('yubikey');
  expect(read('ich habe ein neues Handy').device).toBe('handy');
  expect(read('unlock my account').device).toBeNull();
});
