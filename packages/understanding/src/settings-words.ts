import { elsewhere } from './english/lexicon.ts';
import { lineOf, type Word } from './words.ts';

/** English: a wish about how one is told of things. A bare "notifications" is one, too. */
const english =
  /\b(?:notifications?|notices?|alerts?|reminders?|personal) (?:settings?|preferences?)\b|\b(?:fewer|less|reduce|(?<!i )stop|mute|silence|limit|too many|no more|turn off|switch off|unsubscribe)\b[^|]{0,30}? (?:notifications?|notices|alerts)\b|\bstop (?:notifying|alerting|pinging|messaging) me\b|\b(?:notifications?|notices|alerts) (?:less|off|in (?:another|a different|my) language|(?:on|by|via) (?:another|a different) channel)\b|\b(?:another|a different) (?:channel|language) for (?:my |the )?(?:notifications?|notices|alerts)\b|^(?:(?:my|the|change|show|open|please) )*(?:settings|preferences|notifications?)(?: please)?(?: [|,])*$/;

/** The other languages' one word for it. */
const others =
  /(?:^|[\s-])(?:benachrichtigung(?:en|seinstellungen)|notificaciones|notifiche|notificações|notificacoes)(?:\s|$)|(?:moins de|trop de|(?:paramètres?|réglages?)(?: des?| de)?) notifications?(?:\s|$)|通知/u;

/** What a phone shows when somebody signs in is a second factor's matter. */
const ofFactor = /\bpush\b|プッシュ|okta|authenticator/;

/** Whether somebody wants to set how they are told of things, in any language of the catalogue. */
export function isAboutSettings(words: readonly Word[]): boolean {
  if (words.some(({ word }) => word === 'mfa' || elsewhere.has(word))) return false;
  const written = words.map(({ text }) => text.toLowerCase()).join(' ');
  return !ofFactor.test(written) && (english.test(lineOf(words)) || others.test(written));
}
