import type { Catalogue } from '../catalogue.ts';

const desk =
  '{ticket, select, opened {Jemand vom Service-Desk übernimmt: Ich erstelle ein Ticket für Sie.} other {Bitte wenden Sie sich an den Service-Desk.}}';
const accountsAre = '{accounts} {count, plural, one {ist} other {sind}}';
const inDays = '{days, plural, =0 {heute} =1 {morgen} other {in # Tagen}}';
const locked =
  '{count, plural, one {Ihr Konto {accounts} ist} other {Ihre Konten {accounts} sind}} nach zu vielen falschen Passwörtern gesperrt.';

/** German, formal (Sie). */
export const de: Catalogue = {
  'account.continue': 'Weiter',
  'account.field': 'Konto',
  'another.desk': `Das kann ich für {name} von hier aus nicht tun. ${desk}`,
  'another.done':
    '{accounts} von {name} {count, plural, one {ist} other {sind}} entsperrt. Das Passwort ist unverändert. Ich sage {name} Bescheid.',
  'another.not-found':
    'Ich finde unter diesem Namen niemanden, für den Sie das veranlassen dürfen. Wenn Sie Ihr eigenes Konto meinen, schreiben Sie es ohne Namen. Sonst kann ich ein Ticket beim Service-Desk erstellen. Soll ich das tun?',
  'another.not-locked':
    '{accounts} von {name} {count, plural, one {ist} other {sind}} nicht gesperrt. Ich habe nichts geändert.',
  'another.prove':
    '{accounts} von {name} {count, plural, one {ist} other {sind}} gesperrt. Bevor ich {count, plural, one {es} other {sie}} entsperre, muss ich sicher sein, dass die Anfrage von Ihnen kommt.',
  'another.which': 'Wessen Konto meinen Sie? Wählen Sie nur jemanden, mit dem Sie selbst gesprochen haben.',
  'approval.declined': 'Danke. Ich ändere nichts und erstelle ein Ticket für das Sicherheitsteam.',
  'approval.given': 'Danke. Ich mache weiter.',
  'approval.mfa':
    '{name} möchte, dass ich {factors} von {accounts} entferne. Vergewissern Sie sich, dass die Anfrage wirklich von dieser Person kommt: im Gespräch oder unter einer Nummer, die Sie kennen. Bestätigen Sie das?',
  'approval.unlock':
    '{name} möchte, dass ich {accounts} entsperre. Vergewissern Sie sich, dass die Anfrage wirklich von dieser Person kommt: im Gespräch oder unter einer Nummer, die Sie kennen. Bestätigen Sie das?',
  'choice.approve': 'Ich bestätige es',
  'choice.ask-manager': 'Vorgesetzte fragen',
  'choice.cancel': 'Abbrechen',
  'choice.change-password': 'Passwort ändern',
  'choice.check-again': 'Noch einmal prüfen',
  'choice.decline': 'Ich bestätige es nicht',
  'choice.edit': 'Anfrage bearbeiten',
  'choice.extend': 'Verlängern',
  'choice.ignore': 'Ignorieren',
  'choice.lost-device': 'MFA zurücksetzen',
  'choice.no': 'Nein',
  'choice.not-me': 'Das war ich nicht',
  'choice.reset-mfa': 'Ja, MFA zurücksetzen',
  'choice.service-desk': 'Service-Desk',
  'choice.start-reset': 'Passwort vergessen',
  'choice.unlock': 'Konto entsperren',
  'choice.view-answer': 'Antwort anzeigen',
  'choice.works': 'Es funktioniert',
  'choice.yes': 'Ja',
  'desk.answered': 'Der Service-Desk hat {about} erledigt: {words}',
  'desk.answered-there':
    'Der Service-Desk hat {about} als erledigt gekennzeichnet. Wenn etwas noch nicht stimmt, schreiben Sie mir einfach.',
  'desk.declined': 'In Ordnung. Ich habe kein Ticket erstellt.',
  'desk.offer': 'Ich kann ein Ticket erstellen, dann hilft Ihnen jemand vom Service-Desk. Soll ich das tun?',
  'desk.offer-mfa':
    'Die Multi-Faktor-Authentifizierung kann ich von hier aus nicht zurücksetzen, das macht der Service-Desk. Soll ich ein Ticket für Sie erstellen?',
  'desk.offer-password':
    'Das Zurücksetzen eines Passworts kann ich von hier aus nicht starten, das macht der Service-Desk. Soll ich ein Ticket für Sie erstellen? Senden Sie Ihr Passwort niemals mir oder anderen.',
  'desk.offer-system':
    '„{system}“ ist hier nicht angebunden, deshalb kann ich dort nichts tun. Soll ich ein Ticket beim Service-Desk erstellen?',
  'desk.opened': 'Ihr Ticket hat die Nummer {number}. Der Service-Desk meldet sich bei Ihnen.',
  'desk.opening': 'Ich erstelle ein Ticket beim Service-Desk und nenne Ihnen dann die Nummer.',
  'expiry.account-ended':
    '{count, plural, one {Ihr Konto {accounts} ist abgelaufen. Wenn Sie es noch brauchen, bitten Sie Ihre Führungskraft, es verlängern zu lassen.} other {Ihre Konten {accounts} sind abgelaufen. Wenn Sie sie noch brauchen, bitten Sie Ihre Führungskraft, sie verlängern zu lassen.}}',
  'expiry.account-extended': 'Für {accounts} gilt das Ablaufdatum nicht mehr, das ich Ihnen genannt habe.',
  'expiry.account-reminder': `{count, plural, one {Ihr Konto {accounts} läuft} other {Ihre Konten {accounts} laufen}} ${inDays} ab. Wenn Sie {count, plural, one {es} other {sie}} länger brauchen, bitten Sie Ihre Führungskraft um eine Verlängerung.`,
  'expiry.changed': 'Das Passwort von {accounts} wurde inzwischen geändert. Es ist nichts mehr zu tun.',
  'expiry.expired':
    '{count, plural, one {Das Passwort von {accounts} ist abgelaufen. Bitte wählen Sie ein neues.} other {Die Passwörter von {accounts} sind abgelaufen. Bitte wählen Sie neue.}}',
  'expiry.ignored':
    'In Ordnung. {until, select, expired {Ich melde mich nur dann wieder, wenn dieses Passwort abgelaufen ist.} other {Ich melde mich wieder, wenn das nächste bald abläuft.}}',
  'expiry.reminder': `{count, plural, one {Das Passwort von {accounts} läuft} other {Die Passwörter von {accounts} laufen}} ${inDays} ab. Bitte wählen Sie vorher {count, plural, one {ein neues} other {neue}}.`,
  'extension.dismissed': 'In Ordnung, ich ändere nichts.',
  'extension.ended':
    '{count, plural, one {Das Konto {accounts} von {name} ist abgelaufen. Soll es verlängert werden?} other {Die Konten {accounts} von {name} sind abgelaufen. Sollen sie verlängert werden?}}',
  'extension.notice': `{count, plural, one {Das Konto {accounts} von {name} läuft} other {Die Konten {accounts} von {name} laufen}} ${inDays} ab. {count, plural, one {Soll es} other {Sollen sie}} verlängert werden?`,
  'extension.opening': 'Ich erstelle ein Ticket für die Verlängerung und nenne Ihnen dann die Nummer.',
  'factor.all': 'Alle',
  'factor.field': 'Zweiter Faktor',
  'factor.option':
    '{label} ({kind, select, totp {Authenticator-App} push {Push-Nachricht} sms {SMS} call {Anruf} email {E-Mail} security_key {Sicherheitsschlüssel} passkey {Passkey} hardware_token {Hardware-Token} other {anderer Faktor}})',
  'follow.handed-over': `Ich sehe noch immer keine Anmeldung mit {accounts}. ${desk}`,
  'follow.nudge': 'Ich habe noch keine Anmeldung mit {accounts} gesehen. Funktioniert es inzwischen?',
  'follow.works': 'Das freut mich.',
  'help.locked': `${accountsAre} nach zu vielen falschen Passwörtern gesperrt.`,
  'help.open': `${accountsAre} nicht gesperrt, und ich sehe kein Passwort, das geändert werden muss.`,
  'help.password-due':
    '{count, plural, one {Das Passwort von {accounts} muss} other {Die Passwörter von {accounts} müssen}} geändert werden.',
  'help.refused': 'Bei einem Ihrer Konten kann nur jemand vom Service-Desk helfen.',
  'help.unclear': 'Ich bin nicht sicher, was Sie brauchen.',
  'help.unreadable': 'Ich kann {accounts} im Moment nicht einsehen.',
  'help.way':
    '{help, select, unlock {ein Konto entsperren} start_reset {zu einem neuen Passwort verhelfen} lost_device {die Multi-Faktor-Authentifizierung zurücksetzen} other {einen Menschen hinzuziehen}}',
  'help.what-i-can-do': 'Ich kann {helps}. Bitte wählen Sie.',
  'help.what-now': 'Wobei soll ich Ihnen helfen?',
  'hold.reported':
    'Danke für den Hinweis. Falls das Entfernen noch aussteht, unterbleibt es; das Sicherheitsteam erfährt davon.',
  'hold.stopped': 'Es ist gestoppt: Ich habe nichts entfernt.',
  'hold.told':
    'Danke, der Code stimmt. Ich entferne {factors} von {accounts} in {minutes, plural, one {einer Minute} other {# Minuten}}. Bis dahin erfahren es Ihre anderen Kanäle, falls Sie es nicht waren.',
  'hold.told-elsewhere':
    'Mit einem Code an Ihre zweite Adresse soll {factors} von {accounts} in {minutes, plural, one {einer Minute} other {# Minuten}} entfernt werden. Falls Sie das nicht waren, sagen Sie es mir bitte: Dann wird nichts entfernt.',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none': `Für {system} habe ich keine Anleitung. ${desk}`,
  'link.code-mail':
    'Ihr Code lautet {code}. Er gilt {minutes, plural, one {eine Minute} other {# Minuten}}, und nur in der Unterhaltung in {channel}, in der er angefordert wurde. Wer ihn dort eingibt, ist für mich von da an Sie: Geben Sie ihn an niemanden weiter. Falls Sie nicht darum gebeten haben, sagen Sie es bitte dem Service-Desk.',
  'link.code-sent':
    'Ich sende einen Code an die Adressen, die Ihre Organisation von Ihnen hat. Bitte geben Sie ihn hier ein; er gilt {minutes, plural, one {eine Minute} other {# Minuten}}.',
  'link.code-wrong':
    'Das ist nicht der Code. Es wurde nichts geändert. {tries, plural, =0 {Sie können sich einen neuen senden lassen.} one {Sie haben noch einen Versuch.} other {Sie haben noch # Versuche.}}',
  'link.desk':
    'In {channel} kenne ich Sie unter einem anderen Benutzer und kann von hier aus nicht prüfen, ob Sie dieselbe Person sind. Bitte wenden Sie sich an den Service-Desk.',
  'link.moved':
    'Danke. Von jetzt an kenne ich Sie in {channel} unter diesem Benutzer. Eine Zeit lang verlange ich einen Nachweis mehr, bevor ich bei Ihnen etwas entsperre oder zurücksetze.',
  'link.moved-elsewhere':
    'Von jetzt an sind Sie für mich in {channel} ein anderer Benutzer, an der Stelle des bisherigen. Falls Sie das nicht waren, sagen Sie es mir bitte: Dann sind Sie dort niemand, bis das Sicherheitsteam es geklärt hat.',
  'link.send-code': 'Code senden',
  'link.taken':
    'In {channel} kenne ich Sie unter einem anderen Benutzer. Ich kann einen Code an die Adressen senden, die Ihre Organisation von Ihnen hat: Sobald Sie ihn hier eingegeben haben, kenne ich Sie unter diesem Benutzer. Soll ich das tun?',
  'lockout.dismissed':
    'In Ordnung, ich ändere nichts. Wenn nicht Sie diese Passwörter eingegeben haben, sagen Sie es mir mit der Schaltfläche.',
  'lockout.notice': `${locked} Soll ich {count, plural, one {es} other {sie}} entsperren?`,
  'lockout.notice-instructions': `${locked} Möchten Sie wissen, wie Sie {count, plural, one {es} other {sie}} entsperren?`,
  'mfa.already-gone':
    '{factors} {factorCount, plural, one {war} other {waren}} bei {accounts} schon nicht mehr vorhanden.',
  'mfa.article': 'Hier steht, wie Sie MFA zurücksetzen: {title}',
  'mfa.choose': 'Welchen zweiten Faktor von {accounts} soll ich entfernen?',
  'mfa.choose-account': 'Für welches Konto soll ich MFA zurücksetzen?',
  'mfa.confirm':
    'Soll ich MFA für {accounts} zurücksetzen? Ich würde {factors} entfernen. Danach richten Sie MFA auf Ihrem neuen Gerät ein.',
  'mfa.confirm-last':
    'Soll ich MFA für {accounts} zurücksetzen? Ich würde {factors} entfernen, {factorCount, plural, one {den letzten Faktor, den es noch gibt} other {die letzten Faktoren, die es noch gibt}}. Danach richten Sie MFA auf Ihrem neuen Gerät ein.',
  'mfa.done': 'Zurücksetzen abgeschlossen! Ich habe {factors} bei {accounts} entfernt.',
  'mfa.done-elsewhere':
    'MFA wurde gerade zurückgesetzt: {factors} {factorCount, plural, one {wurde} other {wurden}} bei {accounts} entfernt. Wenn Sie das nicht wollten, sagen Sie es mir sofort mit der Schaltfläche.',
  'mfa.done-one':
    'Zurücksetzen abgeschlossen! Ich habe {factors} bei {accounts} entfernt. Ihre anderen Faktoren bleiben, wie sie sind.',
  'mfa.enrol':
    'Richten Sie MFA über den Link auf Ihrem neuen Gerät ein. Wenn Sie es nicht tun, werden Sie bei der nächsten Anmeldung dazu aufgefordert.',
  'mfa.enrol-label': 'MFA einrichten',
  'mfa.failed': `Ich konnte die zweiten Faktoren von {accounts} nicht abrufen. Ich habe nichts geändert. ${desk}`,
  'mfa.none': 'Für {accounts} ist kein zweiter Faktor eingerichtet. Ich habe nichts geändert.',
  'mfa.not-removed': `Ich konnte nicht bestätigen, dass {factors} bei {accounts} entfernt {factorCount, plural, one {wurde} other {wurden}}. ${desk}`,
  'mfa.offer': 'Oder soll ich es für Sie erledigen?',
  'mfa.partly-done': 'Ich habe {factors} bei {accounts} entfernt.',
  'mfa.proof-needed': `Bevor ich einen zweiten Faktor entferne, muss ich sicher sein, dass Sie es sind, und das kann ich hier nicht prüfen. Ich habe nichts geändert. ${desk}`,
  'mfa.refused': `Für dieses Konto kann ich MFA nicht zurücksetzen. ${desk}`,
  'mfa.self-only': 'Ich kann MFA nur für Ihr eigenes Konto zurücksetzen.',
  'mfa.sessions-ended':
    'Alle Sitzungen von {accounts} sind beendet: Melden Sie sich überall neu an, wo Sie es brauchen.',
  'mfa.sessions-remain':
    'Ich konnte nicht bestätigen, dass die Sitzungen von {accounts} beendet sind: Wer angemeldet ist, bleibt es vielleicht noch eine Weile.',
  'operators.began':
    '{trouble, select, connector {{name} arbeitet nicht, wie es soll: {detail}} tickets {Tickets wurden beiseitegelegt und warten auf jemanden: {detail}} effects {Etwas wurde beiseitegelegt und wartet auf jemanden: {detail}} audit {Um das Audit muss sich jemand kümmern: {detail}} other {Viele Menschen werden gerade auf einmal ausgesperrt: {detail}}}',
  'operators.more': 'Und noch {more, plural, one {# weitere Meldung} other {# weitere Meldungen}}: siehe Konsole.',
  'operators.over':
    '{trouble, select, connector {{name} arbeitet wieder.} tickets {Es ist kein Ticket mehr beiseitegelegt.} effects {Es ist nichts mehr beiseitegelegt.} audit {Das Audit ist wieder in Ordnung.} other {Es werden nicht mehr viele Menschen auf einmal ausgesperrt: {detail}}}',
  'page.missing': 'Diese Seite gibt es nicht. Bitte prüfen Sie die Adresse.',
  'page.press': 'Es geschieht nichts, bevor Sie auf die Schaltfläche drücken.',
  'page.taken': 'Danke. Ihre Antwort ist da, und ich schreibe Ihnen, wie es weitergeht.',
  'page.try-again':
    'Das konnte gerade nicht gespeichert werden, und es wurde nichts geändert. Bitte versuchen Sie es noch einmal.',
  'password.choose': 'Um welches Konto geht es?',
  'password.failed': `Ich konnte für {accounts} keine Passwortänderung starten. ${desk}`,
  'password.link':
    'Wählen Sie über den Link ein neues Passwort für {accounts}. Bis dahin bleibt das bisherige, wie es ist.',
  'password.link-label': 'Neues Passwort wählen',
  'password.link-until':
    'Wählen Sie über den Link ein neues Passwort für {accounts}. Der Link gilt {minutes, plural, one {# Minute} other {# Minuten}}. Bis dahin bleibt das bisherige Passwort, wie es ist.',
  'password.locked-too': `${accountsAre} nach zu vielen falschen Passwörtern gesperrt. Soll ich {count, plural, one {das Konto} other {die Konten}} zuerst entsperren und Ihnen dann zu einem neuen Passwort verhelfen?`,
  'password.mailed':
    'Eine Nachricht, mit der Sie ein neues Passwort für {accounts} wählen können, ist unterwegs an {to}. Bis dahin bleibt das bisherige, wie es ist.',
  'password.portals': 'Wählen Sie hier ein neues Passwort für {accounts}. Ich bekomme es nie zu sehen.',
  'password.refused': `Beim Passwort dieses Kontos kann ich nicht helfen. ${desk}`,
  'password.self-only': 'Ich kann nur bei Ihrem eigenen Passwort helfen.',
  'password.still-locked': `${accountsAre} außerdem gesperrt, und ich kann {count, plural, one {es} other {sie}} von hier aus nicht entsperren: Ein neues Passwort allein reicht vielleicht nicht.`,
  'password.unclear': `Ich weiß nicht, ob eine Passwortänderung für {accounts} begonnen wurde: Sehen Sie nach, ob eine Nachricht gekommen ist. ${desk}`,
  'person.field': 'Person',
  'person.unknown': 'Von hier aus kann ich nicht helfen. Bitte wenden Sie sich an den Service-Desk.',
  'proof.check-code': 'Code prüfen',
  'proof.code-field': 'Der Code, den {label} jetzt zeigt',
  'proof.code-mail':
    'Ihr Code lautet {code}. Er gilt {minutes, plural, one {eine Minute} other {# Minuten}}, und nur auf der Seite, die Sie aus der Unterhaltung geöffnet haben. Geben Sie ihn an niemanden weiter. Falls Sie nicht darum gebeten haben, sagen Sie es bitte dem Service-Desk.',
  'proof.code-sent': 'Der Code ist unterwegs. Er gilt zehn Minuten; der vorige gilt nicht mehr.',
  'proof.code-typed':
    'Codes nehme ich hier nicht entgegen, und ich habe nichts davon behalten. Bitte geben Sie ihn auf der Seite hinter dem Link oben ein.',
  'proof.confirm': 'Bestätigen, dass Sie es sind',
  'proof.confirmed': 'Danke, das ist bestätigt. Sie können diese Seite schließen und zur Unterhaltung zurückkehren.',
  'proof.declined': `Die vorgesetzte Person hat es nicht bestätigt. Ich habe nichts geändert. ${desk}`,
  'proof.manager-asked': 'Ich habe die vorgesetzte Person gefragt. Sobald sie es bestätigt, mache ich weiter.',
  'proof.mfa': 'Bevor ich {factors} von {accounts} entferne, muss ich sicher sein, dass Sie es sind.',
  'proof.not-shown':
    'Damit ist nicht gezeigt, dass Sie es sind: Jemand anderes hat sich angemeldet, oder es ist zu lange her. Es wurde nichts geändert.',
  'proof.page':
    'Sie melden sich auf der üblichen Seite Ihrer Organisation an. Machen Sie nur weiter, wenn Sie selbst darum gebeten haben.',
  'proof.push': 'Auf {label} nachfragen',
  'proof.push-number':
    'Wählen Sie dort diese Zahl. Lehnen Sie ab, wenn dort etwas steht, worum Sie nicht gebeten haben.',
  'proof.push-waiting':
    '{label} fragt nach, ob Sie es sind. Bitte bestätigen Sie es dort; diese Seite geht dann von selbst weiter.',
  'proof.send-code': 'Code an {address} senden',
  'proof.sent-field': 'Der Code, der an {address} ging',
  'proof.sign-in': 'Zum Bestätigen anmelden',
  'proof.too-often':
    'Das wurde zu oft versucht. Es wurde nichts geändert: Bitte warten Sie eine Weile, oder nehmen Sie einen anderen Weg.',
  'proof.try-again':
    'Die Anmeldeseite ist gerade nicht erreichbar. Es wurde nichts geändert: Bitte versuchen Sie es in ein paar Minuten noch einmal.',
  'proof.unlock':
    '{accounts} {count, plural, one {wurde} other {wurden}} heute mehrmals gesperrt. Bevor ich weitermache, muss ich sicher sein, dass Sie es sind.',
  'proof.unlock-careful': 'Bevor ich {accounts} entsperre, muss ich sicher sein, dass Sie es sind.',
  'proof.unreachable':
    'Das lässt sich gerade nicht prüfen. Es wurde nichts geändert: Bitte versuchen Sie es in ein paar Minuten noch einmal, oder nehmen Sie einen anderen Weg.',
  'proof.ways': 'Einer dieser Wege genügt. Machen Sie nur weiter, wenn Sie selbst darum gebeten haben.',
  'proof.wrong': 'Damit ist nicht gezeigt, dass Sie es sind. Es wurde nichts geändert.',
  'question.already-answered': 'Diese Frage wurde schon beantwortet.',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.by-link':
    'Auf den Text einer E-Mail hin unternehme ich nichts, denn jeder könnte sie geschrieben haben. Bitte antworten Sie mit einem der Links.',
  'question.closed': '{question}\n\n(Diese Frage ist nicht mehr offen.)',
  'question.expired': 'Diese Frage ist abgelaufen. Ich kann noch einmal nachsehen und Sie erneut fragen.',
  'question.gone': 'Diese Schaltfläche funktioniert nicht (mehr). Schreiben Sie mir, wenn Sie noch Hilfe brauchen.',
  'question.unreadable': 'Das konnte ich nicht lesen. Es wurde nichts geändert.',
  'question.which':
    'Es ist mehr als eine Frage offen. Bitte antworten Sie mit den Schaltflächen der Frage, die Sie meinen.',
  'recover.anew':
    'Diese Seite funktioniert nur in dem Browser, in dem sie angefordert wurde. Wenn jemand anderes Sie hierher geschickt hat, sagen Sie es bitte dem Service-Desk. Wenn Sie Hilfe brauchen, beginnen Sie hier von vorn.',
  'recover.code': 'Der Code aus der Mail',
  'recover.code-mail':
    'Ihr Code lautet {code}. Er gilt {minutes, plural, one {eine Minute} other {# Minuten}}, und nur auf der Seite, auf der Sie ihn angefordert haben. Geben Sie ihn an niemanden weiter. Falls Sie nicht darum gebeten haben, sagen Sie es bitte dem Service-Desk.',
  'recover.login': 'Ihre Anmeldung oder Arbeitsadresse',
  'recover.looking': 'Danke. Ich sehe nach; diese Seite geht von selbst weiter.',
  'recover.page':
    'Für den Fall, dass Sie mich in keinem Chat erreichen. Ich sende einen Code an die Adressen, die Ihre Organisation von Ihnen hat.',
  'recover.sent': 'Falls ich Sie unter diesem Namen kenne, ist ein Code zu Ihnen unterwegs. Er gilt zehn Minuten.',
  'secret.typed':
    'Das sah nach einem Passwort oder einem Code aus. Ich habe es nicht gespeichert. Bitte löschen Sie Ihre Nachricht und ändern Sie dieses Passwort: Ich brauche es nie.',
  'security.reported':
    'Danke für den Hinweis. Ich lasse das Konto gesperrt und erstelle ein Ticket für das Sicherheitsteam.',
  'security.reported-mfa': 'Danke für den Hinweis. Ich erstelle ein Ticket für das Sicherheitsteam.',
  'security.suspicion':
    '{suspicion, select, weaker_factor {Für {accounts} wurde ein zweiter Faktor eingerichtet, der leichter zu übernehmen ist als die bisherigen.} new_country {{accounts} wurde von einem neuen Ort aus benutzt: {country}.} other {{accounts} wurde über einen Dienst benutzt, der verbirgt, wo jemand ist.}}',
  'security.suspicion-ask':
    'Das war kurz nach einer Zurücksetzung. Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, sagen Sie es mir sofort mit der Schaltfläche.',
  'security.unlocked-by-another':
    '{name} hat {count, plural, one {Ihr Konto {accounts}} other {Ihre Konten {accounts}}} entsperren lassen. Ihr Passwort ist unverändert. Wenn Sie nicht darum gebeten haben, sagen Sie es mir.',
  'security.wary':
    'Bis das geklärt ist, verlange ich einen Nachweis mehr, bevor ich bei Ihnen etwas entsperre oder zurücksetze.',
  'setting.field': 'Einstellung',
  'settings.channel': 'Kanal: {channel}',
  'settings.channel-auto': 'Kanal: der erste, der Sie erreicht',
  'settings.choose': 'Was soll ich ändern?',
  'settings.fixed': 'Ihre Organisation lässt hier keine Änderung zu.',
  'settings.language': 'Sprache: {language}',
  'settings.language-auto': 'Sprache: wie im Verzeichnis',
  'settings.notices':
    'Benachrichtigungen über Sperren: {notices, select, normal {wie von Ihrer Organisation vorgesehen} daily {höchstens eine am Tag} other {keine; Sicherheitshinweise kommen immer}}',
  'settings.saved': 'Gespeichert. Ab jetzt gilt:',
  'unlock.already-open': `${accountsAre} nicht gesperrt. Ich habe nichts geändert: Sie können sich mit Ihrem aktuellen Passwort anmelden.`,
  'unlock.cancelled': 'Abgebrochen. Ich ändere nichts.',
  'unlock.choose': 'Welches Konto soll ich entsperren?',
  'unlock.confirm': 'Soll ich {accounts} entsperren?',
  'unlock.delayed': 'Ich erreiche {system} gerade nicht. Ich versuche es weiter und sage Ihnen, wie es ausgeht.',
  'unlock.done': `${accountsAre} entsperrt. Sie können sich mit Ihrem aktuellen Passwort anmelden.`,
  'unlock.done-password-due': `${accountsAre} entsperrt. Melden Sie sich mit Ihrem aktuellen Passwort an: Sie werden dann aufgefordert, ein neues zu wählen.`,
  'unlock.done-repeatedly': `${accountsAre} entsperrt. Sie können sich mit Ihrem aktuellen Passwort anmelden. Die Sperre kam heute schon mehrmals: Vielleicht verwendet ein Smartphone, ein Tablet oder ein Netzlaufwerk noch ein altes Passwort.`,
  'unlock.failed': `Ich konnte {accounts} nicht entsperren. ${desk}`,
  'unlock.lock-changed':
    '{accounts} {count, plural, one {wurde} other {wurden}} nach meiner Frage erneut gesperrt. Soll ich {count, plural, one {es} other {sie}} entsperren?',
  'unlock.no-account':
    'Ich habe kein Konto von Ihnen gefunden, das ich ansehen kann. Bitte wenden Sie sich an den Service-Desk.',
  'unlock.password-due': `${accountsAre} nicht gesperrt, aber das Passwort muss geändert werden: Bei der Anmeldung werden Sie aufgefordert, ein neues zu wählen. Ich habe nichts geändert.`,
  'unlock.proof-needed': `Bevor ich entsperre, muss ich sicher sein, dass Sie es sind, und das kann ich hier nicht prüfen. Ich habe nichts geändert. ${desk}`,
  'unlock.refused': `Dieses Konto kann ich nicht entsperren. ${desk}`,
  'unlock.self-only': 'Ich kann nur Ihr eigenes Konto entsperren.',
};
