import { type HelpName, render, sentence } from '@access-account/messages';

const alex = { login: 'alex', system: 'Sandbox Directory' };
const sam = { login: 'sam', system: 'Corp' };

test('LN-5 the notice states the lockout and offers help, for one account and for several', () => {
  expect(render(sentence('lockout.notice', { accounts: [alex] }), 'en')).toBe(
    'Your account alex (Sandbox Directory) is locked after too many wrong passwords. Shall I unlock it?',
  );
  expect(render(sentence('lockout.notice', { accounts: [alex, sam] }), 'en')).toContain(
    'accounts alex (Sandbox Directory) and sam (Corp) are locked',
  );
});

test('GEN-6 the confirmation names the system that was acted on, not the one that was asked for', () => {
  const change = { changed: true, verified: true, system: 'The Real One', account: { id: '1' } } as const;
  expect(render(sentence('unlock.done', { unlocks: [{ name: alex, change }] }), 'en')).toContain('alex (The Real One)');
});

test('a name that looks like markup or a placeholder is said as it is', () => {
  const name = { login: "<b>{count}</b> # 'quoted'", system: '<!channel>' };
  expect(render(sentence('unlock.confirm', { accounts: [name] }), 'en')).toBe(
    "Shall I unlock <b>{count}</b> # 'quoted' (<!channel>)?",
  );
});

test('GEN-6 a ticket is promised only where one is opened', () => {
  const failed = (ticket: 'opened' | 'none') => render(sentence('unlock.failed', { accounts: [alex], ticket }), 'en');
  expect(failed('opened')).toContain('I am opening a ticket');
  expect(failed('none')).toBe('I could not unlock alex (Sandbox Directory). Please ask the service desk.');
});

test('GEN-6 what was begun and what was removed bear the names of the systems that answered', () => {
  const start = { system: 'The Real One', account: { id: '1' }, by: { kind: 'mail', to: 'a…@acme.test' } } as const;
  expect(render(sentence('password.mailed', { starts: [{ name: alex, start }], to: start.by.to }), 'en')).toContain(
    'alex (The Real One)',
  );
  const change = { changed: true, verified: true, system: 'The Real One', account: { id: '1' } } as const;
  const removal = (label: string) => ({ name: alex, factor: { label, kind: 'push' } as const, change });
  expect(render(sentence('mfa.done', { removals: [removal('Pixel'), removal('iPad')] }), 'en')).toBe(
    'Reset complete! I removed Pixel (push message) and iPad (push message) from alex (The Real One).',
  );
});

test('PE-7, MFA-1 and MFA-6 the buttons bear the labels of the mission', () => {
  const labels = (['choice.change-password', 'choice.ignore', 'choice.reset-mfa', 'choice.view-answer'] as const).map(
    (key) => render(sentence(key), 'en'),
  );
  expect(labels).toEqual(['Change password', 'Ignore', 'Yes, reset MFA', 'View answer']);
});

test.each([
  ['security-key', 'YubiKey (security key)'],
  ['hardware-token', 'YubiKey (hardware token)'],
  ['other', 'YubiKey (other)'],
] as const)('a factor of kind %s is told as what people call it', (kind, words) => {
  expect(render(sentence('factor.option', { label: 'YubiKey', kind }), 'en')).toBe(words);
});

test.each([
  [0, 'expires today'],
  [1, 'expires tomorrow'],
  [14, 'expires in 14 days'],
])('PE-1 with %i days left the password %s', (days, words) => {
  expect(render(sentence('expiry.reminder', { accounts: [alex], days }), 'en')).toContain(words);
});

test('LN-6 and UA-2 the buttons bear the labels of the mission', () => {
  const labels = (['choice.yes', 'choice.no', 'choice.edit', 'choice.cancel'] as const).map((key) =>
    render(sentence(key), 'en'),
  );
  expect(labels).toEqual(['Yes', 'No', 'Edit Request', 'Cancel']);
});

test('GEN-4 only what can be chosen is said to be possible', () => {
  const said = (helps: readonly HelpName[], locale: string) =>
    render(sentence('help.what-i-can-do', { helps }), locale);
  expect(said(['unlock', 'start-reset', 'lost-device', 'service-desk'], 'en')).toBe(
    'I can unlock an account, help with a new password, reset multi-factor authentication, and bring in a person. Please choose.',
  );
  expect(said(['unlock', 'service-desk'], 'de')).toBe(
    'Ich kann ein Konto entsperren und einen Menschen hinzuziehen. Bitte wählen Sie.',
  );
});
