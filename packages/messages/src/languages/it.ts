import type { Catalogue } from '../catalogue.ts';

const desk =
  '{ticket, select, opened {Se ne occuperà una persona del service desk: apro un ticket.} other {La prego di rivolgersi al service desk.}}';
const inDays = '{days, plural, =0 {oggi} =1 {domani} other {tra # giorni}}';
const locked = '{count, plural, one {è bloccato} other {sono bloccati}}';
const afterWrongPasswords = 'dopo troppi tentativi con una password errata';
const yourAccounts = '{count, plural, one {Il Suo account {accounts}} other {I Suoi account {accounts}}}';
const theAccounts = '{count, plural, one {L’account {accounts}} other {Gli account {accounts}}}';

/** Italian, formal (Lei). */
export const it: Catalogue = {
  'account.continue': 'Continua',
  'account.field': 'Account',
  'another.desk': `Da qui non posso farlo per {name}. ${desk}`,
  'another.done':
    '{accounts} di {name} {count, plural, one {è sbloccato} other {sono sbloccati}}. La password non è cambiata. Lo comunico a {name}.',
  'another.not-found':
    'Non trovo nessuno con questo nome per cui Lei possa chiederlo. Se intende il Suo account, lo scriva senza nome. Altrimenti posso aprire un ticket al service desk. Lo faccio?',
  'another.not-locked':
    '{accounts} di {name} non {count, plural, one {è bloccato} other {sono bloccati}}. Non ho cambiato nulla.',
  'another.prove':
    '{accounts} di {name} {count, plural, one {è bloccato} other {sono bloccati}}. Prima di {count, plural, one {sbloccarlo} other {sbloccarli}} devo essere certo che la richiesta venga da Lei.',
  'another.which': 'Di chi è l’account? Scelga solo qualcuno con cui ha parlato di persona.',
  'approval.declined': 'Grazie. Non cambio nulla e apro un ticket per il team di sicurezza.',
  'approval.given': 'Grazie. Procedo.',
  'approval.mfa':
    '{name} chiede di rimuovere {factors} da {accounts}. Si assicuri che la richiesta venga davvero da questa persona: le parli, oppure la chiami a un numero che conosce. Lo conferma?',
  'approval.unlock':
    '{name} chiede di sbloccare {accounts}. Si assicuri che la richiesta venga davvero da questa persona: le parli, oppure la chiami a un numero che conosce. Lo conferma?',
  'choice.approve': 'Lo confermo',
  'choice.ask-manager': 'Chiedi al mio responsabile',
  'choice.cancel': 'Annulla',
  'choice.change-password': 'Cambia password',
  'choice.check-again': 'Controlla di nuovo',
  'choice.decline': 'Non lo confermo',
  'choice.edit': 'Modifica richiesta',
  'choice.extend': 'Proroga',
  'choice.ignore': 'Ignora',
  'choice.lost-device': 'Reimposta MFA',
  'choice.no': 'No',
  'choice.not-me': 'Non ero io',
  'choice.reset-mfa': 'Sì, reimposta MFA',
  'choice.service-desk': 'Service desk',
  'choice.start-reset': 'Ho dimenticato la password',
  'choice.unlock': 'Sblocca account',
  'choice.view-answer': 'Mostra risposta',
  'choice.works': 'Funziona',
  'choice.yes': 'Sì',
  'desk.answered': 'Il service desk ha risolto {about}: {words}',
  'desk.answered-there':
    'Il service desk ha contrassegnato {about} come risolto. Se qualcosa non va ancora, mi scriva.',
  'desk.declined': 'Va bene. Non ho aperto alcun ticket.',
  'desk.offer': 'Posso aprire un ticket: La aiuterà una persona del service desk. Lo apro?',
  'desk.offer-mfa':
    'Da qui non posso reimpostare l’autenticazione a più fattori: se ne occupa il service desk. Apro un ticket?',
  'desk.offer-password':
    'Da qui non posso avviare la reimpostazione di una password: se ne occupa il service desk. Apro un ticket? Non invii mai la Sua password, né a me né ad altri.',
  'desk.offer-system':
    '«{system}» non è collegato qui, quindi lì non posso fare nulla. Apro un ticket al service desk?',
  'desk.opened': 'Il Suo ticket è {number}. Il service desk La contatterà.',
  'desk.opening': 'Apro un ticket al service desk e Le comunicherò il numero.',
  'expiry.account-ended': `${yourAccounts} {count, plural, one {è scaduto. Se ne ha ancora bisogno, chieda al Suo responsabile di farlo prorogare.} other {sono scaduti. Se ne ha ancora bisogno, chieda al Suo responsabile di farli prorogare.}}`,
  'expiry.account-extended': 'La data di scadenza che Le avevo indicato per {accounts} non è più valida.',
  'expiry.account-reminder': `${yourAccounts} {count, plural, one {scade} other {scadono}} ${inDays}. Se ne ha bisogno più a lungo, chieda una proroga al Suo responsabile.`,
  'expiry.changed': 'Nel frattempo la password di {accounts} è stata cambiata. Non resta altro da fare.',
  'expiry.expired':
    '{count, plural, one {La password di {accounts} è scaduta. Ne scelga una nuova.} other {Le password di {accounts} sono scadute. Ne scelga di nuove.}}',
  'expiry.ignored':
    'Va bene. {until, select, expired {Le scriverò di nuovo solo se questa password scade.} other {Le scriverò di nuovo quando la prossima starà per scadere.}}',
  'expiry.reminder': `{count, plural, one {La password di {accounts} scade} other {Le password di {accounts} scadono}} ${inDays}. Ne scelga prima {count, plural, one {una nuova} other {di nuove}}.`,
  'extension.dismissed': 'Va bene, non cambio nulla.',
  'extension.ended':
    '{count, plural, one {L’account {accounts} di {name} è scaduto. Vuole prorogarlo?} other {Gli account {accounts} di {name} sono scaduti. Vuole prorogarli?}}',
  'extension.notice': `{count, plural, one {L’account {accounts} di {name} scade} other {Gli account {accounts} di {name} scadono}} ${inDays}. Vuole {count, plural, one {prorogarlo} other {prorogarli}}?`,
  'extension.opening': 'Apro un ticket per la proroga e Le comunicherò il numero.',
  'factor.all': 'Tutti',
  'factor.field': 'Secondo fattore',
  'factor.option':
    '{label} ({kind, select, totp {app di autenticazione} push {notifica push} sms {SMS} call {telefonata} email {e-mail} security_key {chiave di sicurezza} passkey {passkey} hardware_token {token hardware} other {altro}})',
  'follow.handed-over': `Non vedo ancora alcun accesso con {accounts}. ${desk}`,
  'follow.nudge': 'Non ho ancora visto un accesso con {accounts}. Ora funziona?',
  'follow.works': 'Bene, mi fa piacere.',
  'help.locked': `${theAccounts} ${locked} ${afterWrongPasswords}.`,
  'help.open': `${theAccounts} non ${locked} e non vedo password da cambiare.`,
  'help.password-due': 'La password di {accounts} deve essere cambiata.',
  'help.refused': 'Per uno dei Suoi account può aiutarLa solo una persona del service desk.',
  'help.unclear': 'Non mi è chiaro di che cosa ha bisogno.',
  'help.unreadable': 'Al momento non riesco a vedere lo stato di {accounts}.',
  'help.way':
    '{help, select, unlock {sbloccare un account} start_reset {aiutare con una nuova password} lost_device {reimpostare l’autenticazione a più fattori} other {coinvolgere una persona}}',
  'help.what-i-can-do': 'Posso {helps}. Scelga un’opzione.',
  'help.what-now': 'In che cosa posso aiutarLa?',
  'hold.reported':
    'Grazie per la segnalazione. Se la rimozione è ancora in attesa, non avverrà; il team di sicurezza ne viene informato.',
  'hold.stopped': 'È stato fermato: non ho rimosso nulla.',
  'hold.told':
    'Grazie, il codice è giusto. Rimuoverò {factors} da {accounts} tra {minutes, plural, one {un minuto} other {# minuti}}. Fino ad allora avviso sugli altri Suoi canali, nel caso non fosse Lei.',
  'hold.told-elsewhere':
    'Con un codice inviato al Suo secondo indirizzo, {factors} di {accounts} sarà rimosso tra {minutes, plural, one {un minuto} other {# minuti}}. Se non è stato Lei, me lo dica: in tal caso non viene rimosso nulla.',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none': `Non ho istruzioni per {system}. ${desk}`,
  'link.code-mail':
    'Il Suo codice è {code}. Vale {minutes, plural, one {un minuto} other {# minuti}}, e solo nella conversazione su {channel} in cui è stato chiesto. Da quel momento, per me chi lo scrive lì è Lei: non lo dia a nessuno. Se non l’ha chiesto Lei, avvisi il service desk.',
  'link.code-sent':
    'Invio un codice agli indirizzi che la Sua organizzazione ha di Lei. Lo scriva qui; vale {minutes, plural, one {un minuto} other {# minuti}}.',
  'link.code-wrong':
    'Non è il codice. Non è stato modificato nulla. {tries, plural, =0 {Può farsene inviare uno nuovo.} one {Le resta un tentativo.} other {Le restano # tentativi.}}',
  'link.desk':
    'Su {channel} La conosco con un altro utente e da qui non posso verificare se è la stessa persona. La prego di rivolgersi al service desk.',
  'link.moved':
    'Grazie. D’ora in poi La conosco su {channel} con questo utente. Per un po’ chiederò una prova in più prima di sbloccare o reimpostare qualcosa di Suo.',
  'link.moved-elsewhere':
    'D’ora in poi su {channel} per me Lei è un altro utente, al posto di quello precedente. Se non è stato Lei, me lo dica: in tal caso lì non lo sarà nessuno finché il team di sicurezza non avrà verificato.',
  'link.send-code': 'Inviami un codice',
  'link.taken':
    'Su {channel} La conosco con un altro utente. Posso inviare un codice agli indirizzi che la Sua organizzazione ha di Lei: quando lo avrà scritto qui, La conoscerò con questo utente. Lo faccio?',
  'lockout.dismissed':
    'Va bene, non cambio nulla. Se quelle password non le ha provate Lei, me lo dica con il pulsante.',
  'lockout.notice': `${yourAccounts} ${locked} ${afterWrongPasswords}. {count, plural, one {Lo} other {Li}} sblocco?`,
  'lockout.notice-instructions': `${yourAccounts} ${locked} ${afterWrongPasswords}. Vuole sapere come {count, plural, one {sbloccarlo} other {sbloccarli}}?`,
  'mfa.already-gone':
    '{factors} non {factorCount, plural, one {era più presente} other {erano più presenti}} in {accounts}.',
  'mfa.article': 'Qui è spiegato come reimpostare MFA: {title}',
  'mfa.choose': 'Quale secondo fattore di {accounts} rimuovo?',
  'mfa.choose-account': 'Per quale account reimposto MFA?',
  'mfa.confirm':
    'Reimposto MFA per {accounts}? Rimuoverò {factors}. Poi potrà configurare MFA sul Suo nuovo dispositivo.',
  'mfa.confirm-last':
    'Reimposto MFA per {accounts}? Rimuoverò {factors}, e non ne resteranno altri. Poi potrà configurare MFA sul Suo nuovo dispositivo.',
  'mfa.done': 'Reimpostazione completata! Ho rimosso {factors} da {accounts}.',
  'mfa.done-elsewhere':
    'È stata appena eseguita una reimpostazione di MFA. Rimozione da {accounts}: {factors}. Se non l’ha chiesto Lei, me lo dica subito con il pulsante.',
  'mfa.done-one':
    'Reimpostazione completata! Ho rimosso {factors} da {accounts}. Gli altri Suoi fattori restano come sono.',
  'mfa.enrol':
    'Configuri MFA sul Suo nuovo dispositivo con il link. Se non lo fa, Le verrà chiesto al prossimo accesso.',
  'mfa.enrol-label': 'Configura MFA',
  'mfa.failed': `Non ho potuto consultare i secondi fattori di {accounts}. Non ho cambiato nulla. ${desk}`,
  'mfa.none': 'Per {accounts} non è configurato alcun secondo fattore. Non ho cambiato nulla.',
  'mfa.not-removed': `Non ho potuto confermare la rimozione di {factors} da {accounts}. ${desk}`,
  'mfa.offer': 'O preferisce che lo faccia io?',
  'mfa.partly-done': 'Ho rimosso {factors} da {accounts}.',
  'mfa.proof-needed': `Prima di rimuovere un secondo fattore devo avere la certezza che sia Lei, e qui non posso verificarlo. Non ho cambiato nulla. ${desk}`,
  'mfa.refused': `Non posso reimpostare MFA per questo account. ${desk}`,
  'mfa.self-only': 'Posso reimpostare MFA solo per il Suo account.',
  'mfa.sessions-ended': 'Tutte le sessioni di {accounts} sono chiuse: acceda di nuovo dove Le serve.',
  'mfa.sessions-remain':
    'Non ho potuto confermare che le sessioni di {accounts} siano chiuse: chi è connesso potrebbe restarlo ancora per un po’.',
  'operators.began':
    '{trouble, select, connector {{name} non funziona come dovrebbe: {detail}} tickets {Alcuni ticket sono stati messi da parte e aspettano qualcuno: {detail}} effects {Qualcosa è stato messo da parte e aspetta qualcuno: {detail}} audit {L’audit ha bisogno di qualcuno: {detail}} other {Molte persone vengono bloccate nello stesso momento: {detail}}}',
  'operators.more': 'E {more, plural, one {# altro} other {# altri}}: vedere la console.',
  'operators.over':
    '{trouble, select, connector {{name} funziona di nuovo.} tickets {Nessun ticket è più messo da parte.} effects {Niente è più messo da parte.} audit {L’audit è di nuovo in ordine.} other {Non vengono più bloccate molte persone nello stesso momento: {detail}}}',
  'page.missing': 'Questa pagina non esiste. La prego di controllare l’indirizzo.',
  'page.press': 'Non succede nulla finché non preme il pulsante.',
  'page.taken': 'Grazie. Ho ricevuto la Sua risposta e Le scriverò come si procede.',
  'page.try-again': 'In questo momento non è stato possibile salvare e nulla è cambiato. Riprovi.',
  'password.choose': 'Di quale account si tratta?',
  'password.failed': `Non ho potuto avviare il cambio della password di {accounts}. ${desk}`,
  'password.link': 'Scelga con il link una nuova password per {accounts}. Fino ad allora quella attuale resta com’è.',
  'password.link-label': 'Scegli una nuova password',
  'password.link-until':
    'Scelga con il link una nuova password per {accounts}. Il link vale {minutes, plural, one {# minuto} other {# minuti}}. Fino ad allora la password attuale resta com’è.',
  'password.locked-too': `${theAccounts} ${locked} ${afterWrongPasswords}. {count, plural, one {Lo} other {Li}} sblocco prima e poi La aiuto a scegliere una nuova password?`,
  'password.mailed':
    'Un messaggio per scegliere una nuova password per {accounts} è in arrivo a {to}. Fino ad allora quella attuale resta com’è.',
  'password.portals': 'Scelga qui una nuova password per {accounts}. Io non la vedo mai.',
  'password.refused': `Non posso aiutarLa con la password di questo account. ${desk}`,
  'password.self-only': 'Posso aiutarLa solo con la Sua password.',
  'password.still-locked': `${theAccounts} {count, plural, one {è anche bloccato e da qui non posso sbloccarlo} other {sono anche bloccati e da qui non posso sbloccarli}}: una nuova password potrebbe non bastare.`,
  'password.unclear': `Non so se il cambio della password di {accounts} sia stato avviato: verifichi se è arrivato un messaggio. ${desk}`,
  'person.field': 'Persona',
  'person.unknown': 'Da qui non posso aiutarLa. La prego di rivolgersi al service desk.',
  'proof.check-code': 'Verifica il codice',
  'proof.code-field': 'Il codice che {label} mostra adesso',
  'proof.code-mail':
    'Il Suo codice è {code}. Vale {minutes, plural, one {un minuto} other {# minuti}}, e solo nella pagina che ha aperto dalla conversazione. Non lo dia a nessuno. Se non l’ha chiesto Lei, avvisi il service desk.',
  'proof.code-sent': 'Il codice è in arrivo. Vale dieci minuti; quello precedente non vale più.',
  'proof.code-typed': 'Qui non accetto codici e non ne ho conservato nulla. Lo scriva nella pagina del link qui sopra.',
  'proof.confirm': 'Conferma che è Lei',
  'proof.confirmed': 'Grazie, è confermato. Può chiudere questa pagina e tornare alla conversazione.',
  'proof.declined': `Il Suo responsabile non l’ha confermato. Non ho cambiato nulla. ${desk}`,
  'proof.manager-asked': 'Ho chiesto al Suo responsabile. Appena lo conferma, procedo.',
  'proof.mfa': 'Prima di rimuovere {factors} da {accounts} devo avere la certezza che sia Lei.',
  'proof.not-shown':
    'Questo non dimostra che sia Lei: ha effettuato l’accesso un’altra persona, oppure è passato troppo tempo. Non è stato cambiato nulla.',
  'proof.page': 'Accederà dalla pagina abituale della Sua organizzazione. Continui solo se l’ha chiesto Lei.',
  'proof.push': 'Chiedi su {label}',
  'proof.push-number': 'Lì scelga questo numero. Rifiuti se vede una richiesta che non ha fatto Lei.',
  'proof.push-waiting': '{label} chiede se è Lei. Lo confermi lì; questa pagina prosegue da sola.',
  'proof.send-code': 'Invia un codice a {address}',
  'proof.sent-field': 'Il codice inviato a {address}',
  'proof.sign-in': 'Accedi per confermare',
  'proof.too-often':
    'Ci sono stati troppi tentativi. Non è stato cambiato nulla: attenda un po’ o scelga un altro modo.',
  'proof.try-again':
    'Al momento la pagina di accesso non è raggiungibile. Non è stato cambiato nulla: riprovi tra qualche minuto.',
  'proof.unlock': '{accounts}: diversi blocchi oggi. Prima di procedere devo avere la certezza che sia Lei.',
  'proof.unlock-careful': 'Prima di sbloccare {accounts} devo avere la certezza che sia Lei.',
  'proof.unreachable':
    'Al momento non è possibile verificarlo. Non è stato cambiato nulla: riprovi tra qualche minuto o scelga un altro modo.',
  'proof.ways': 'Basta uno di questi modi. Continui solo se l’ha chiesto Lei.',
  'proof.wrong': 'Questo non dimostra che sia Lei. Non è stato cambiato nulla.',
  'question.already-answered': 'A questa domanda è già stata data una risposta.',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.by-link':
    'Non agisco in base al testo di un’e-mail, perché potrebbe averla scritta chiunque. Risponda con uno dei link.',
  'question.closed': '{question}\n\n(Questa domanda non è più aperta.)',
  'question.expired': 'Questa domanda è scaduta. Posso controllare di nuovo e ripeterLe la domanda.',
  'question.gone': 'Questo pulsante non funziona (più). Mi scriva se ha ancora bisogno di aiuto.',
  'question.unreadable': 'Non ho potuto leggerlo. Nulla è stato cambiato.',
  'question.which': 'C’è più di una domanda aperta. Risponda con i pulsanti di quella che intende.',
  'recover.anew':
    'Questa pagina funziona solo nel browser in cui è stata richiesta. Se qualcun altro L’ha mandata qui, avvisi il service desk. Se ha bisogno di aiuto, ricominci da qui.',
  'recover.code': 'Il codice ricevuto per posta',
  'recover.code-mail':
    'Il Suo codice è {code}. Vale {minutes, plural, one {un minuto} other {# minuti}}, e solo nella pagina in cui l’ha chiesto. Non lo dia a nessuno. Se non l’ha chiesto Lei, avvisi il service desk.',
  'recover.login': 'Il Suo nome utente o indirizzo di lavoro',
  'recover.looking': 'Grazie. Sto controllando; questa pagina prosegue da sola.',
  'recover.page':
    'Per quando non riesce a raggiungermi in nessuna chat. Invio un codice agli indirizzi che la Sua organizzazione ha per Lei.',
  'recover.sent': 'Se La conosco con quel nome, un codice è in arrivo. Vale dieci minuti.',
  'secret.typed':
    'Sembrava una password o un codice. Non l’ho conservato. Elimini il Suo messaggio e cambi quella password: io non ne ho mai bisogno.',
  'security.reported':
    'Grazie della segnalazione. Lascio l’account bloccato e apro un ticket per il team di sicurezza.',
  'security.reported-mfa': 'Grazie della segnalazione. Apro un ticket per il team di sicurezza.',
  'security.suspicion':
    '{suspicion, select, weaker_factor {Per {accounts} è stato configurato un secondo fattore più facile da carpire dei precedenti.} new_country {{accounts} è stato usato da un luogo nuovo: {country}.} other {{accounts} è stato usato tramite un servizio che nasconde dove ci si trova.}}',
  'security.suspicion-ask':
    'È successo poco dopo una reimpostazione. Se è stato Lei, non deve fare nulla. Altrimenti me lo dica subito con il pulsante.',
  'security.unlocked-by-another':
    '{name} ha fatto sbloccare {count, plural, one {il Suo account {accounts}} other {i Suoi account {accounts}}}. La Sua password non è cambiata. Se non lo ha chiesto Lei, me lo dica.',
  'security.wary':
    'Finché non lo avranno verificato, chiederò una prova in più prima di sbloccare o reimpostare qualcosa di Suo.',
  'setting.field': 'Impostazione',
  'settings.channel': 'Canale: {channel}',
  'settings.channel-auto': 'Canale: il primo che La raggiunge',
  'settings.choose': 'Che cosa modifico?',
  'settings.fixed': 'La Sua organizzazione non permette di modificarlo.',
  'settings.language': 'Lingua: {language}',
  'settings.language-auto': 'Lingua: quella indicata nella directory',
  'settings.notices':
    'Notifiche di blocco: {notices, select, normal {come le invia la Sua organizzazione} daily {al massimo una al giorno} other {nessuna; gli avvisi di sicurezza arrivano sempre}}',
  'settings.saved': 'Salvato. D’ora in poi:',
  'unlock.already-open': `${theAccounts} non ${locked}. Non ho cambiato nulla: può accedere con la Sua password attuale.`,
  'unlock.cancelled': 'Annullato. Non cambio nulla.',
  'unlock.choose': 'Quale account sblocco?',
  'unlock.confirm': 'Sblocco {accounts}?',
  'unlock.delayed': 'Al momento non riesco a raggiungere {system}. Continuo a provare e Le dirò come va a finire.',
  'unlock.done': `${theAccounts} {count, plural, one {è sbloccato} other {sono sbloccati}}. Può accedere con la Sua password attuale.`,
  'unlock.done-password-due': `${theAccounts} {count, plural, one {è sbloccato} other {sono sbloccati}}. Acceda con la Sua password attuale: Le verrà chiesto di sceglierne una nuova.`,
  'unlock.done-repeatedly': `${theAccounts} {count, plural, one {è sbloccato} other {sono sbloccati}}. Può accedere con la Sua password attuale. Oggi il blocco si è ripetuto più volte: forse un telefono, un tablet o un’unità di rete usa ancora una vecchia password.`,
  'unlock.failed': `Non ho potuto sbloccare {accounts}. ${desk}`,
  'unlock.lock-changed': `${theAccounts} {count, plural, one {si è bloccato di nuovo dopo la mia domanda. Lo sblocco?} other {si sono bloccati di nuovo dopo la mia domanda. Li sblocco?}}`,
  'unlock.no-account':
    'Non ho trovato alcun Suo account che io possa consultare. La prego di rivolgersi al service desk.',
  'unlock.password-due': `${theAccounts} non ${locked}, ma la password deve essere cambiata: all’accesso Le verrà chiesto di sceglierne una nuova. Non ho cambiato nulla.`,
  'unlock.proof-needed': `Prima di sbloccare devo avere la certezza che sia Lei, e qui non posso verificarlo. Non ho cambiato nulla. ${desk}`,
  'unlock.refused': `Non posso sbloccare questo account. ${desk}`,
  'unlock.self-only': 'Posso sbloccare solo il Suo account.',
};
