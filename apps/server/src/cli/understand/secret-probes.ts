import { mulberry32 } from './scores.ts';

/** A text with a password in it. */
export interface SecretProbe {
  readonly secret: string;
  readonly text: string;
}

const common = [
  '123456',
  'password1',
  'qwerty',
  'letmein',
  'iloveyou',
  'abc123',
  'trustno1',
  'sunshine1',
  'welcome1',
  'monkey123',
  'dragon12',
  'qwertyuiop',
  'P@ssw0rd',
  'Passw0rd!',
  '1q2w3e4r',
];
const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '23456789';
const signs = '!#$%&*+?@';

/** What says of itself that it is a password, in the languages of the catalogue. */
const explicit: readonly ((secret: string) => string)[] = [
  (secret) => `my password is ${secret}`,
  (secret) => `password: ${secret}`,
  (secret) => `mein Passwort ist ${secret}`,
  (secret) => `mi contraseña es ${secret}`,
  (secret) => `mon mot de passe est ${secret}`,
  (secret) => `la mia password è ${secret}`,
  (secret) => `minha senha é ${secret}`,
  (secret) => `パスワードは${secret}です`,
];

const bare: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `pw ${secret} doesnt work`,
  (secret) => `user jdoe pass ${secret}`,
  (secret) => `change it to ${secret}`,
  (secret) => `i tried my password ${secret} and it does not work`,
];

/** Seeded: the same every time. */
export function secretProbes(): { readonly explicit: readonly SecretProbe[]; readonly bare: readonly SecretProbe[] } {
  const secrets = [...common, ...random(60)];
  const of = (phrases: readonly ((secret: string) => string)[]) =>
    secrets.flatMap((secret) => phrases.map((phrase) => ({ secret, text: phrase(secret) })));
  return { explicit: of(explicit), bare: of(bare) };
}

/** Letters and digits; every second with a sign. Eight to twelve long. */
function random(count: number): readonly string[] {
  const next = mulberry32(7);
  const pick = (from: string) => from[Math.floor(next() * from.length)] as string;
  return Array.from({ length: count }, (_, index) => {
    const length = 8 + Math.floor(next() * 5);
    const middle = Array.from({ length: length - 2 }, () => pick(next() < 0.7 ? letters : digits)).join('');
    return pick(letters) + middle + (index % 2 === 0 ? pick(signs) : pick(digits));
  });
}
