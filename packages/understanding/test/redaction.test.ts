import { understand } from '@access-account/understanding';
import fc from 'fast-check';
import { systems } from './systems.ts';

const read = (text: string) => understand({ text, systems, question: null });

test.each([
  ['my password is Hunter2!', 'my password is [redacted]'],
  ['My password is hunter', 'My password is [redacted]'],
  ['my password is Summer2024! and I am locked out', 'my password is [redacted] and I am locked out'],
  ['password: swordfish', 'password: [redacted]'],
  ['Password = swordfish', 'Password = [redacted]'],
  ['pw: abc', 'pw: [redacted]'],
  ['pwd:abc', 'pwd:[redacted]'],
  ['my passcode is 4711', 'my passcode is [redacted]'],
  ['my password for payroll is Sesame7', 'my password for payroll is [redacted]'],
  ['my old password was tulip and it worked', 'my old password was [redacted] and it worked'],
  ['my password is "open sesame" thanks', 'my password is [redacted] thanks'],
  ['my password is correct horse battery staple', 'my password is [redacted]'],
  ['password Tr0ub4dor&3 does not work', 'password [redacted] does not work'],
  ['change my password to Winter25', 'change my password to [redacted]'],
  ['please change it to Winter25', 'please change it to [redacted]'],
  ['the code is 123456', 'the code is [redacted]'],
  ['code: 123 456', 'code: [redacted]'],
  ['my otp is 998877 thanks', 'my otp is [redacted] thanks'],
  ['445566 is my verification code', '[redacted] is my verification code'],
  ['123456', '[redacted]'],
  ['Xk9$vv!pQ2', '[redacted]'],
  ['user jdoe pass s3cr3t99', 'user jdoe pass [redacted]'],
  ['mein Passwort ist Sommer24', 'mein Passwort ist [redacted]'],
  ['mi contraseña es gatito22', 'mi contraseña es [redacted]'],
  ['mon mot de passe est chaton22', 'mon mot de passe est [redacted]'],
  ['my recovery codes are: 1a2b-3c4d 5e6f-7a8b', 'my recovery codes are: [redacted]'],
  ['my pass\u200bword is Hunter2', 'my password is [redacted]'],
  ['pw: one\npw: two', 'pw: [redacted]\npw: [redacted]'],
])('PR-3 %j is kept as %j', (text, redacted) => {
  expect(read(text)).toMatchObject({ redacted, containsSecret: true });
});

test.each([
  ['my password is expired'],
  ['my password is not working'],
  ['my password is wrong'],
  ['my password is correct but I cannot log in'],
  ['password reset please'],
  ['my password is about to expire'],
  ['I forgot my password'],
  ['the password for payroll is locked'],
  ['my office365 password expired'],
  ['password for alex@acme.test'],
  ['the error code is 500123'],
  ['ticket INC0010023'],
  ['see https://acme.test/reset?id=A1b2C3d4'],
  ['alex.Morgan2@acme.test'],
  ['change it to Monday'],
  ['unlock my account'],
  ['I typed my password 5 times'],
])('%j holds no secret', (text) => {
  expect(read(text)).toMatchObject({ redacted: text, containsSecret: false });
});

test('a typed secret does not hide what is wanted, and is no answer', () => {
  expect(read('my password is Hunter2! and my account is locked').intent).toBe('unlock_account');
  expect(understand({ text: 'yes, pw: Hunter2', systems, question: 'yes-no' }).intent).not.toBe('affirm');
});

test('PR-3 whatever the password, nothing of it is kept', () => {
  const secret = fc.stringMatching(/^[A-Za-z]{3,8}[0-9]{2,4}[!#$%&*+=?@]?[A-Za-z0-9]{0,6}$/);
  const before = fc.constantFrom(
    'my password is ',
    'password: ',
    'pw ',
    'pass=',
    'the password is "',
    'change my password to ',
    'pwd:',
  );
  fc.assert(
    fc.property(secret, before, (password, phrase) => {
      const end = phrase.endsWith('"') ? '"' : '';
      const { redacted, containsSecret } = read(`hi, ${phrase}${password}${end} please help`);
      expect(redacted).not.toContain(password);
      expect(containsSecret).toBe(true);
    }),
  );
});
