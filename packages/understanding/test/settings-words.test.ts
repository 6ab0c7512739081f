import { understand } from '@access-account/understanding';
import { systems } from './systems.ts';

const intentOf = (text: string) => understand({ text, systems, question: null }).intent;

test.each([
  'notification settings',
  'Notification preferences please',
  'notifications',
  'settings',
  'my settings',
  'I want fewer notifications',
  'I get too many notices',
  'please stop sending me notifications about lockouts',
  'stop notifying me',
  'can I get my notifications in another language?',
  'another channel for my notices',
  'Benachrichtigungen',
  'weniger Benachrichtigungen bitte',
  'Benachrichtigungseinstellungen',
  'menos notificaciones, por favor',
  'quiero cambiar mis notificaciones',
  'moins de notifications',
  'paramètres de notification',
  'meno notifiche',
  'quero menos notificações',
  '通知を減らしたい',
  '通知設定',
])('LN-15 a wish for other notices is understood: %s', (text) => {
  expect(intentOf(text)).toBe('settings');
});

test.each([
  ['unlock my account', 'unlock_account'],
  ['reset my password', 'password_reset'],
  ['I do not receive push notifications for MFA', 'mfa_reset'],
  ['stop', 'cancel'],
  ['mute the bank alerts', 'out_of_scope'],
])('LN-15 something else stays something else: %s', (text, intent) => {
  expect(intentOf(text)).toBe(intent);
});
