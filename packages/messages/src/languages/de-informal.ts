import type { Catalogue } from '../catalogue.ts';

const desk =
  '{ticket, select, opened {Jemand vom Service-Desk übernimmt: Ich erstelle ein Ticket für dich.} other {Bitte wende dich an den Service-Desk.}}';
const accountsAre = '{accounts} {count, plural, one {ist} other {sind}}';
const inDays = '{days, plural, =0 {heute} =1 {morgen} other {in # Tagen}}';
const locked =
  '{count, plural, one {Dein Konto {accounts} ist} other {Deine Konten {accounts} sind}} nach zu vielen falschen Passwörtern gesperrt.';

/** German, informal (du): the sentences in which somebody is addressed. */
export const deInformal: Partial<Catalogue> = {
  'another.desk': `Das kann ich für {name} von hier aus nicht tun. ${desk}`,
  'another.not-found':
    'Ich finde unter diesem Namen niemanden, für den du das veranlassen darfst. Wenn du dein eigenes Konto meinst, schreib es ohne Namen. Sonst kann ich ein Ticket beim Service-Desk erstellen. Soll ich das tun?',
  'another.prove':
    '{accounts} von {name} {count, plural, one {ist} other {sind}} gesperrt. Bevor ich {count, plural, one {es} other {sie}} entsperre, muss ich sicher sein, dass die Anfrage von dir kommt.',
  'another.which': 'Wessen Konto meinst du? Wähle nur jemanden, mit dem du selbst gesprochen hast.',
  'approval.mfa':
    '{name} möchte, dass ich {factors} von {accounts} entferne. Vergewissere dich, dass die Anfrage wirklich von dieser Person kommt: im Gespräch oder unter einer Nummer, die du kennst. Bestätigst du das?',
  'approval.unlock':
    '{name} möchte, dass ich {accounts} entsperre. Vergewissere dich, dass die Anfrage wirklich von dieser Person kommt: im Gespräch oder unter einer Nummer, die du kennst. Bestätigst du das?',
  'desk.answered-there':
    'Der Service-Desk hat {about} als erledigt gekennzeichnet. Wenn etwas noch nicht stimmt, schreib mir einfach.',
  'desk.offer': 'Ich kann ein Ticket erstellen, dann hilft dir jemand vom Service-Desk. Soll ich das tun?',
  'desk.offer-mfa':
    'Die Multi-Faktor-Authentifizierung kann ich von hier aus nicht zurücksetzen, das macht der Service-Desk. Soll ich ein Ticket für dich erstellen?',
  'desk.offer-password':
    'Das Zurücksetzen eines Passworts kann ich von hier aus nicht starten, das macht der Service-Desk. Soll ich ein Ticket für dich erstellen? Sende dein Passwort niemals mir oder anderen.',
  'desk.opened': 'Dein Ticket hat die Nummer {number}. Der Service-Desk meldet sich bei dir.',
  'desk.opening': 'Ich erstelle ein Ticket beim Service-Desk und nenne dir dann die Nummer.',
  'expiry.account-ended':
    '{count, plural, one {Dein Konto {accounts} ist abgelaufen. Wenn du es noch brauchst, bitte deine Führungskraft, es verlängern zu lassen.} other {Deine Konten {accounts} sind abgelaufen. Wenn du sie noch brauchst, bitte deine Führungskraft, sie verlängern zu lassen.}}',
  'expiry.account-extended': 'Für {accounts} gilt das Ablaufdatum nicht mehr, das ich dir genannt habe.',
  'expiry.account-reminder': `{count, plural, one {Dein Konto {accounts} läuft} other {Deine Konten {accounts} laufen}} ${inDays} ab. Wenn du {count, plural, one {es} other {sie}} länger brauchst, bitte deine Führungskraft um eine Verlängerung.`,
  'expiry.expired':
    '{count, plural, one {Das Passwort von {accounts} ist abgelaufen. Bitte wähle ein neues.} other {Die Passwörter von {accounts} sind abgelaufen. Bitte wähle neue.}}',
  'expiry.reminder': `{count, plural, one {Das Passwort von {accounts} läuft} other {Die Passwörter von {accounts} laufen}} ${inDays} ab. Bitte wähle vorher {count, plural, one {ein neues} other {neue}}.`,
  'extension.opening': 'Ich erstelle ein Ticket für die Verlängerung und nenne dir dann die Nummer.',
  'follow.handed-over': `Ich sehe noch immer keine Anmeldung mit {accounts}. ${desk}`,
  'help.refused': 'Bei einem deiner Konten kann nur jemand vom Service-Desk helfen.',
  'help.unclear': 'Ich bin nicht sicher, was du brauchst.',
  'help.what-i-can-do': 'Ich kann {helps}. Bitte wähle.',
  'help.what-now': 'Wobei soll ich dir helfen?',
  'hold.told':
    'Danke, der Code stimmt. Ich entferne {factors} von {accounts} in {minutes, plural, one {einer Minute} other {# Minuten}}. Bis dahin erfahren es deine anderen Kanäle, falls du es nicht warst.',
  'hold.told-elsewhere':
    'Mit einem Code an deine zweite Adresse soll {factors} von {accounts} in {minutes, plural, one {einer Minute} other {# Minuten}} entfernt werden. Falls du das nicht warst, sag es mir bitte: Dann wird nichts entfernt.',
  'instructions.none': `Für {system} habe ich keine Anleitung. ${desk}`,
  'link.code-mail':
    'Dein Code lautet {code}. Er gilt {minutes, plural, one {eine Minute} other {# Minuten}}, und nur in der Unterhaltung in {channel}, in der er angefordert wurde. Wer ihn dort eingibt, ist für mich von da an du: Gib ihn an niemanden weiter. Falls du nicht darum gebeten hast, sag es bitte dem Service-Desk.',
  'link.code-sent':
    'Ich sende einen Code an die Adressen, die deine Organisation von dir hat. Bitte gib ihn hier ein; er gilt {minutes, plural, one {eine Minute} other {# Minuten}}.',
  'link.code-wrong':
    'Das ist nicht der Code. Es wurde nichts geändert. {tries, plural, =0 {Du kannst dir einen neuen senden lassen.} one {Du hast noch einen Versuch.} other {Du hast noch # Versuche.}}',
  'link.desk':
    'In {channel} kenne ich dich unter einem anderen Benutzer und kann von hier aus nicht prüfen, ob du dieselbe Person bist. Bitte wende dich an den Service-Desk.',
  'link.moved':
    'Danke. Von jetzt an kenne ich dich in {channel} unter diesem Benutzer. Eine Zeit lang verlange ich einen Nachweis mehr, bevor ich bei dir etwas entsperre oder zurücksetze.',
  'link.moved-elsewhere':
    'Von jetzt an bist du für mich in {channel} ein anderer Benutzer, an der Stelle des bisherigen. Falls du das nicht warst, sag es mir bitte: Dann bist du dort niemand, bis das Sicherheitsteam es geklärt hat.',
  'link.taken':
    'In {channel} kenne ich dich unter einem anderen Benutzer. Ich kann einen Code an die Adressen senden, die deine Organisation von dir hat: Sobald du ihn hier eingegeben hast, kenne ich dich unter diesem Benutzer. Soll ich das tun?',
  'lockout.dismissed':
    'In Ordnung, ich ändere nichts. Wenn nicht du diese Passwörter eingegeben hast, sag es mir mit der Schaltfläche.',
  'lockout.notice': `${locked} Soll ich {count, plural, one {es} other {sie}} entsperren?`,
  'lockout.notice-instructions': `${locked} Möchtest du wissen, wie du {count, plural, one {es} other {sie}} entsperrst?`,
  'mfa.article': 'Hier steht, wie du MFA zurücksetzt: {title}',
  'mfa.confirm':
    'Soll ich MFA für {accounts} zurücksetzen? Ich würde {factors} entfernen. Danach richtest du MFA auf deinem neuen Gerät ein.',
  'mfa.confirm-last':
    'Soll ich MFA für {accounts} zurücksetzen? Ich würde {factors} entfernen, {factorCount, plural, one {den letzten Faktor, den es noch gibt} other {die letzten Faktoren, die es noch gibt}}. Danach richtest du MFA auf deinem neuen Gerät ein.',
  'mfa.done-elsewhere':
    'MFA wurde gerade zurückgesetzt: {factors} {factorCount, plural, one {wurde} other {wurden}} bei {accounts} entfernt. Wenn du das nicht wolltest, sag es mir sofort mit der Schaltfläche.',
  'mfa.done-one':
    'Zurücksetzen abgeschlossen! Ich habe {factors} bei {accounts} entfernt. Deine anderen Faktoren bleiben, wie sie sind.',
  'mfa.enrol':
    'Richte MFA über den Link auf deinem neuen Gerät ein. Wenn du es nicht tust, wirst du bei der nächsten Anmeldung dazu aufgefordert.',
  'mfa.failed': `Ich konnte die zweiten Faktoren von {accounts} nicht abrufen. Ich habe nichts geändert. ${desk}`,
  'mfa.not-removed': `Ich konnte nicht bestätigen, dass {factors} bei {accounts} entfernt {factorCount, plural, one {wurde} other {wurden}}. ${desk}`,
  'mfa.offer': 'Oder soll ich es für dich erledigen?',
  'mfa.proof-needed': `Bevor ich einen zweiten Faktor entferne, muss ich sicher sein, dass du es bist, und das kann ich hier nicht prüfen. Ich habe nichts geändert. ${desk}`,
  'mfa.refused': `Für dieses Konto kann ich MFA nicht zurücksetzen. ${desk}`,
  'mfa.self-only': 'Ich kann MFA nur für dein eigenes Konto zurücksetzen.',
  'mfa.sessions-ended': 'Alle Sitzungen von {accounts} sind beendet: Melde dich überall neu an, wo du es brauchst.',
  'page.missing': 'Diese Seite gibt es nicht. Bitte prüfe die Adresse.',
  'page.press': 'Es geschieht nichts, bevor du auf die Schaltfläche drückst.',
  'page.taken': 'Danke. Deine Antwort ist da, und ich schreibe dir, wie es weitergeht.',
  'page.try-again':
    'Das konnte gerade nicht gespeichert werden, und es wurde nichts geändert. Bitte versuch es noch einmal.',
  'password.failed': `Ich konnte für {accounts} keine Passwortänderung starten. ${desk}`,
  'password.link': 'Wähle über den Link ein neues Passwort für {accounts}. Bis dahin bleibt das bisherige, wie es ist.',
  'password.link-until':
    'Wähle über den Link ein neues Passwort für {accounts}. Der Link gilt {minutes, plural, one {# Minute} other {# Minuten}}. Bis dahin bleibt das bisherige Passwort, wie es ist.',
  'password.locked-too': `${accountsAre} nach zu vielen falschen Passwörtern gesperrt. Soll ich {count, plural, one {das Konto} other {die Konten}} zuerst entsperren und dir dann zu einem neuen Passwort verhelfen?`,
  'password.mailed':
    'Eine Nachricht, mit der du ein neues Passwort für {accounts} wählen kannst, ist unterwegs an {to}. Bis dahin bleibt das bisherige, wie es ist.',
  'password.portals': 'Wähle hier ein neues Passwort für {accounts}. Ich bekomme es nie zu sehen.',
  'password.refused': `Beim Passwort dieses Kontos kann ich nicht helfen. ${desk}`,
  'password.self-only': 'Ich kann nur bei deinem eigenen Passwort helfen.',
  'password.unclear': `Ich weiß nicht, ob eine Passwortänderung für {accounts} begonnen wurde: Sieh nach, ob eine Nachricht gekommen ist. ${desk}`,
  'person.unknown': 'Von hier aus kann ich nicht helfen. Bitte wende dich an den Service-Desk.',
  'proof.code-mail':
    'Dein Code lautet {code}. Er gilt {minutes, plural, one {eine Minute} other {# Minuten}}, und nur auf der Seite, die du aus der Unterhaltung geöffnet hast. Gib ihn an niemanden weiter. Falls du nicht darum gebeten hast, sag es bitte dem Service-Desk.',
  'proof.code-typed':
    'Codes nehme ich hier nicht entgegen, und ich habe nichts davon behalten. Bitte gib ihn auf der Seite hinter dem Link oben ein.',
  'proof.confirm': 'Bestätigen, dass du es bist',
  'proof.confirmed': 'Danke, das ist bestätigt. Du kannst diese Seite schließen und zur Unterhaltung zurückkehren.',
  'proof.declined': `Die vorgesetzte Person hat es nicht bestätigt. Ich habe nichts geändert. ${desk}`,
  'proof.mfa': 'Bevor ich {factors} von {accounts} entferne, muss ich sicher sein, dass du es bist.',
  'proof.not-shown':
    'Damit ist nicht gezeigt, dass du es bist: Jemand anderes hat sich angemeldet, oder es ist zu lange her. Es wurde nichts geändert.',
  'proof.page':
    'Du meldest dich auf der üblichen Seite deiner Organisation an. Mach nur weiter, wenn du selbst darum gebeten hast.',
  'proof.push-number': 'Wähle dort diese Zahl. Lehne ab, wenn dort etwas steht, worum du nicht gebeten hast.',
  'proof.push-waiting':
    '{label} fragt nach, ob du es bist. Bitte bestätige es dort; diese Seite geht dann von selbst weiter.',
  'proof.too-often':
    'Das wurde zu oft versucht. Es wurde nichts geändert: Bitte warte eine Weile, oder nimm einen anderen Weg.',
  'proof.try-again':
    'Die Anmeldeseite ist gerade nicht erreichbar. Es wurde nichts geändert: Bitte versuch es in ein paar Minuten noch einmal.',
  'proof.unlock':
    '{accounts} {count, plural, one {wurde} other {wurden}} heute mehrmals gesperrt. Bevor ich weitermache, muss ich sicher sein, dass du es bist.',
  'proof.unlock-careful': 'Bevor ich {accounts} entsperre, muss ich sicher sein, dass du es bist.',
  'proof.unreachable':
    'Das lässt sich gerade nicht prüfen. Es wurde nichts geändert: Bitte versuch es in ein paar Minuten noch einmal, oder nimm einen anderen Weg.',
  'proof.ways': 'Einer dieser Wege genügt. Mach nur weiter, wenn du selbst darum gebeten hast.',
  'proof.wrong': 'Damit ist nicht gezeigt, dass du es bist. Es wurde nichts geändert.',
  'question.by-link':
    'Auf den Text einer E-Mail hin unternehme ich nichts, denn jeder könnte sie geschrieben haben. Bitte antworte mit einem der Links.',
  'question.expired': 'Diese Frage ist abgelaufen. Ich kann noch einmal nachsehen und dich erneut fragen.',
  'question.gone': 'Diese Schaltfläche funktioniert nicht (mehr). Schreib mir, wenn du noch Hilfe brauchst.',
  'question.which': 'Es ist mehr als eine Frage offen. Bitte antworte mit den Schaltflächen der Frage, die du meinst.',
  'recover.anew':
    'Diese Seite funktioniert nur in dem Browser, in dem sie angefordert wurde. Wenn jemand anderes dich hierher geschickt hat, sag es bitte dem Service-Desk. Wenn du Hilfe brauchst, beginne hier von vorn.',
  'recover.code-mail':
    'Dein Code lautet {code}. Er gilt {minutes, plural, one {eine Minute} other {# Minuten}}, und nur auf der Seite, auf der du ihn angefordert hast. Gib ihn an niemanden weiter. Falls du nicht darum gebeten hast, sag es bitte dem Service-Desk.',
  'recover.login': 'Deine Anmeldung oder Arbeitsadresse',
  'recover.page':
    'Für den Fall, dass du mich in keinem Chat erreichst. Ich sende einen Code an die Adressen, die deine Organisation von dir hat.',
  'recover.sent': 'Falls ich dich unter diesem Namen kenne, ist ein Code zu dir unterwegs. Er gilt zehn Minuten.',
  'secret.typed':
    'Das sah nach einem Passwort oder einem Code aus. Ich habe es nicht gespeichert. Bitte lösche deine Nachricht und ändere dieses Passwort: Ich brauche es nie.',
  'security.suspicion-ask':
    'Das war kurz nach einer Zurücksetzung. Wenn du das warst, brauchst du nichts zu tun. Wenn nicht, sag es mir sofort mit der Schaltfläche.',
  'security.unlocked-by-another':
    '{name} hat {count, plural, one {dein Konto {accounts}} other {deine Konten {accounts}}} entsperren lassen. Dein Passwort ist unverändert. Wenn du nicht darum gebeten hast, sag es mir.',
  'security.wary':
    'Bis das geklärt ist, verlange ich einen Nachweis mehr, bevor ich bei dir etwas entsperre oder zurücksetze.',
  'settings.channel-auto': 'Kanal: der erste, der dich erreicht',
  'settings.fixed': 'Deine Organisation lässt hier keine Änderung zu.',
  'settings.notices':
    'Benachrichtigungen über Sperren: {notices, select, normal {wie von deiner Organisation vorgesehen} daily {höchstens eine am Tag} other {keine; Sicherheitshinweise kommen immer}}',
  'unlock.already-open': `${accountsAre} nicht gesperrt. Ich habe nichts geändert: Du kannst dich mit deinem aktuellen Passwort anmelden.`,
  'unlock.delayed': 'Ich erreiche {system} gerade nicht. Ich versuche es weiter und sage dir, wie es ausgeht.',
  'unlock.done': `${accountsAre} entsperrt. Du kannst dich mit deinem aktuellen Passwort anmelden.`,
  'unlock.done-password-due': `${accountsAre} entsperrt. Melde dich mit deinem aktuellen Passwort an: Du wirst dann aufgefordert, ein neues zu wählen.`,
  'unlock.done-repeatedly': `${accountsAre} entsperrt. Du kannst dich mit deinem aktuellen Passwort anmelden. Die Sperre kam heute schon mehrmals: Vielleicht verwendet ein Smartphone, ein Tablet oder ein Netzlaufwerk noch ein altes Passwort.`,
  'unlock.failed': `Ich konnte {accounts} nicht entsperren. ${desk}`,
  'unlock.no-account':
    'Ich habe kein Konto von dir gefunden, das ich ansehen kann. Bitte wende dich an den Service-Desk.',
  'unlock.password-due': `${accountsAre} nicht gesperrt, aber das Passwort muss geändert werden: Bei der Anmeldung wirst du aufgefordert, ein neues zu wählen. Ich habe nichts geändert.`,
  'unlock.proof-needed': `Bevor ich entsperre, muss ich sicher sein, dass du es bist, und das kann ich hier nicht prüfen. Ich habe nichts geändert. ${desk}`,
  'unlock.refused': `Dieses Konto kann ich nicht entsperren. ${desk}`,
  'unlock.self-only': 'Ich kann nur dein eigenes Konto entsperren.',
};
