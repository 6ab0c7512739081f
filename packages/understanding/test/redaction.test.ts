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
  ['hi, pw WIN2024? please help', 'hi, pw [redacted] please help'],
  ['ich habe das Passwort SOM2024! benutzt', 'ich habe das Passwort [redacted] benutzt'],
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

describe('PR-3 in the other languages', () => {
  test.each([
    // German
    ['Mein Passwort ist Sommer24!', 'Mein Passwort ist [redacted]'],
    ['mein passwort ist katze', 'mein passwort ist [redacted]'],
    ['mein Passwort lautet „blaue Katze“ danke', 'mein Passwort lautet [redacted] danke'],
    ['Passwort: geheimnis', 'Passwort: [redacted]'],
    ['mein Kennwort für SAP ist Tulpe', 'mein Kennwort für SAP ist [redacted]'],
    ['Sommer24 ist mein Passwort', '[redacted] ist mein Passwort'],
    ['mein Anmeldepasswort Sommer24 geht nicht', 'mein Anmeldepasswort [redacted] geht nicht'],
    ['bitte ändere mein Passwort auf Winter', 'bitte ändere mein Passwort auf [redacted]'],
    ['der Code ist 123456', 'der Code ist [redacted]'],
    ['Bestätigungscode: 123 456', 'Bestätigungscode: [redacted]'],
    ['meine TAN lautet 445566', 'meine TAN lautet [redacted]'],
    ['das Passwort, das ich seit Montag nutze ist Sommer24', 'das Passwort, das ich seit Montag nutze ist [redacted]'],
    // French
    ['mon mot de passe est chaton', 'mon mot de passe est [redacted]'],
    ["mon mot de passe c'est Chaton22", "mon mot de passe c'est [redacted]"],
    ['mon mot de passe est « petit chat »', 'mon mot de passe est [redacted]'],
    ['mot de passe : chaton', 'mot de passe : [redacted]'],
    ["le mot de passe d'Okta est Chaton", "le mot de passe d'Okta est [redacted]"],
    ['Chaton22 est mon mot de passe', '[redacted] est mon mot de passe'],
    ['changez mon mot de passe en Chaton', 'changez mon mot de passe en [redacted]'],
    ['le code de vérification est 123456', 'le code de vérification est [redacted]'],
    // Spanish
    ['mi contraseña es gatito', 'mi contraseña es [redacted]'],
    ['Mi contraseña es “gatito azul”, gracias', 'Mi contraseña es [redacted], gracias'],
    ['contraseña: gatito', 'contraseña: [redacted]'],
    ['la clave de Okta es Gatito', 'la clave de Okta es [redacted]'],
    ['mi contraseña era gatito', 'mi contraseña era [redacted]'],
    ['Gatito22 es mi contraseña', '[redacted] es mi contraseña'],
    ['cambia mi contraseña a Gatito', 'cambia mi contraseña a [redacted]'],
    ['el código de verificación es 123456', 'el código de verificación es [redacted]'],
    // Italian
    ['la mia password è gattino', 'la mia password è [redacted]'],
    ["la mia password e' Gattino", "la mia password e' [redacted]"],
    ['la mia password è «gattino blu»', 'la mia password è [redacted]'],
    ['la password di Okta è Gattino', 'la password di Okta è [redacted]'],
    ['Gattino22 è la mia password', '[redacted] è la mia password'],
    ['cambia la mia password in Gattino22', 'cambia la mia password in [redacted]'],
    ['il codice di verifica è 123456', 'il codice di verifica è [redacted]'],
    // Portuguese
    ['minha senha é gatinho', 'minha senha é [redacted]'],
    ['a minha palavra-passe é gatinho', 'a minha palavra-passe é [redacted]'],
    ['minha senha é "gatinho azul" obrigado', 'minha senha é [redacted] obrigado'],
    ['senha: gatinho', 'senha: [redacted]'],
    ['a senha do Okta é Gatinho', 'a senha do Okta é [redacted]'],
    ['Gatinho22 é minha senha', '[redacted] é minha senha'],
    ['troque minha senha para Gatinho', 'troque minha senha para [redacted]'],
    ['meu código é 123456', 'meu código é [redacted]'],
    // Japanese
    ['パスワードはneko123です', 'パスワードは[redacted]です'],
    ['パスワードはhimitsuです', 'パスワードは[redacted]です'],
    ['パスワードは「ねこ まる」です', 'パスワードは[redacted]です'],
    ['パスワードはさくらです。', 'パスワードは[redacted]です。'],
    ['パスワード：sakura', 'パスワード:[redacted]'],
    ['パスワードをneko123に変更してください', 'パスワードを[redacted]に変更してください'],
    ['neko123が私のパスワードです', '[redacted]が私のパスワードです'],
    ['パスワードneko123でログインできません', 'パスワード[redacted]でログインできません'],
    ['暗証番号は4711です', '暗証番号は[redacted]です'],
    ['認証コードは123456です', '認証コードは[redacted]です'],
    ['確認コード：123 456', '確認コード:[redacted]'],
    ['I tried Tr0ub4dor&3 and it did not work', 'I tried [redacted] and it did not work'],
    ['I forgot my password, it was tulip', 'I forgot my password, it was [redacted]'],
    // English, from behind
    ['Hunter22 is my password', '[redacted] is my password'],
    ['the password I have used since Monday is Hunter22', 'the password I have used since Monday is [redacted]'],
  ])('%j is kept as %j', (text, redacted) => {
    expect(read(text)).toMatchObject({ redacted, containsSecret: true });
  });

  test.each([
    ['mein Passwort ist abgelaufen'],
    ['mein Passwort ist falsch und ich bin gesperrt'],
    ['ich habe mein Passwort vergessen'],
    ['Passwort zurücksetzen bitte'],
    ['Passwort: vergessen'],
    ['bitte ändern Sie mein Passwort in Okta'],
    ['der Fehlercode ist 500123'],
    ['Fehlercode 500123'],
    ['QR-Code 123456'],
    ['mein Windows11 Passwort ist nicht mehr gültig'],
    ['mon mot de passe est expiré'],
    ["mon mot de passe n'est plus valide"],
    ["j'ai oublié mon mot de passe"],
    ['je veux changer mon mot de passe pour Okta'],
    ["le code d'erreur est 500123"],
    ['code postal 75001'],
    ['mi contraseña es incorrecta'],
    ['mi contraseña era la misma'],
    ['olvidé mi contraseña'],
    ['contraseña: ayuda'],
    ['el código de error es 500123'],
    ['código postal 28013'],
    ['la mia password è scaduta'],
    ['la mia password era vecchia'],
    ['ho dimenticato la password'],
    ['la password è la stessa di Okta'],
    ['il codice di errore è 500123'],
    ['minha senha é inválida'],
    ['minha senha expirou'],
    ['esqueci minha senha'],
    ['o código de erro é 500123'],
    ['パスワードは期限切れです'],
    ['パスワードを忘れました'],
    ['パスワードは何ですか'],
    ['パスワードはOktaと同じです'],
    ['パスワードを変更したいです'],
    ['パスワードは「期限切れ」と表示されます'],
    ['Oktaがパスワードを要求します'],
    ['エラーコード500123が出ます'],
    ['what is my password'],
    ['I need my password, it is urgent'],
    ['see https://acme.test/Reset?id=A1b2&x=3 or write to Alex.Morgan+2@acme.test'],
    ['my password expired and my ticket is INC0010023'],
  ])('%j holds no secret', (text) => {
    expect(read(text)).toMatchObject({ containsSecret: false });
  });

  test('whatever the password, in whatever language, nothing of it is kept', () => {
    const secret = fc.stringMatching(/^[A-Za-z]{3,8}[0-9]{2,4}[!#$%&*+=?@]?[A-Za-z0-9]{0,6}$/);
    const around = fc.constantFrom(
      ['Hallo, mein Passwort ist ', ' und ich bin gesperrt'],
      ['ich habe das Passwort ', ' benutzt'],
      ['mon mot de passe est ', ', merci'],
      ['bonjour, le mot de passe : ', ' merci'],
      ['mi contraseña es ', ' gracias'],
      ['la mia password è "', '" grazie'],
      ['minha senha é ', ' obrigado'],
      ['私のパスワードは', 'です。お願いします'],
      ['パスワードは「', '」です'],
    );
    fc.assert(
      fc.property(secret, around, (password, [before = '', after = '']) => {
        const { redacted, containsSecret } = read(`${before}${password}${after}`);
        expect(redacted).not.toContain(password);
        expect(containsSecret).toBe(true);
      }),
    );
  });
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
