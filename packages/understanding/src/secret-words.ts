const list = (words: string): readonly string[] => words.trim().split(/\s+/);

/** The words of one language around a typed password. The first four are parts of regular expressions. */
export interface SecretWords {
  /** "My password IS …". */
  readonly is: string;
  /** "The password FOR payroll is …", with the space behind it. */
  readonly belongsTo: string;
  /** "… is MY password". */
  readonly mine: string;
  /** "CHANGE my password TO …". */
  readonly wish: { readonly verbs: string; readonly to: string };
  /** After "my password is": how things are, not what it is. */
  readonly states: ReadonlySet<string>;
}

/** What people call a password, in every language: many say "password" in their own, too. */
export const secretNames = [
  'pass ?words?|pass ?codes?|pass ?phrases?|passwd|pwd|pswd|psw|pw|pass|pin',
  String.raw`\p{L}{0,20}(?:passwort|passwörter|passwoert|kennwort|kennwörter)|pin-?code`,
  'mots? de passe|mdp|code pin',
  'contraseñas?|contrasenas?|claves?',
  "parol[ae] d'ordine|parol[ae] chiave|codice pin",
  'senhas?|palavras?[- ]passe|palavras?[- ]chave|código pin',
].join('|');

/** What a one-time code is called. */
export const codeNames = String.raw`\p{L}{0,20}code|codes|otp|totp|(?:sms|push|chip|m|i)?-?tan|pin|passcode|token|jeton|códigos?|codigos?|codic[ei]`;

/** A "code" of these is no secret: told by the word before it, or by one in its name. */
export const harmlessCode = {
  before: /(?:error|status|zip|postal|country|area|promo|discount|exit|ticket|reason|event|erreur|fehler|bar|qr)[ -]$/i,
  within:
    /(?:error|erreur|errore|erro|fehler|status|postal|post|fiscal|país|pays|área|barras|sconto|promo|desconto|descuento|rabatt|gutschein|bar|qr|länder|vor)(?:code|código|codice)?(?![\p{L}])/iu,
} as const;

/** Where a secret of several words ends. */
export const secretEnds: ReadonlySet<string> = new Set(
  list(`
    and but so because please can could i it that which however when while thanks thank help
    und aber bitte danke ich hilfe et mais merci je y pero gracias porque ayuda e ma grazie perché mas obrigado obrigada`),
);

/** Behind a colon these are what is wanted, not what it is. */
export const secretWishes: ReadonlySet<string> = new Set(
  list(`
    reset change forgot forgotten expired help locked i my how what please
    zurücksetzen ändern vergessen abgelaufen hilfe gesperrt ich wie bitte
    réinitialiser changer oublié expiré aide bloqué je comment
    restablecer cambiar olvidada olvidé caducada ayuda bloqueada cómo
    reimpostare cambiare dimenticata scaduta aiuto bloccata come
    redefinir trocar alterar esqueci expirada ajuda bloqueada como`),
);

/** Right behind the name of a secret, and no secret: what is said of it. */
export const secretCompanions: ReadonlySet<string> = new Set(
  list(`
    link page email mail manager policy field form tool portal generator protection protected recovery screen box hint checker vault
    app file button option prompt sync request update expiry expiration rotation code word phrase codes words thanks ticket support
    login account access letter letters change changes changer status sent setup rules length strength safe list today again works
    forgotten unlock locked expired system server network laptop computer windows office admin administrator user username online
    since wifi database guest excel document number numbers details info problem problems issue issues error self service back`),
);

const languages: readonly SecretWords[] = [
  {
    is: 'is|was|are',
    belongsTo: '(?:for|to|of|on) ',
    mine: 'my|the|our',
    wish: { verbs: 'set|change|reset|update|make|switch', to: 'to|into|as' },
    states: new Set(
      list(`
        a about again already also always an and any approaching asked asking bad being blocked broken case changed coming correct
        corrupted denied different disabled due empty enabled expired expires expiring fine for forgotten getting going gone good
        hard ignored in inactive incorrect invalid it just keeps known locked lost missing my necessary needed never no not nothing
        now of off ok okay old on only or out outdated over refused rejected required requested reset resetting right same saved
        set short so soon still stolen stuck that the this to today tomorrow too true unknown unrecognized unsafe updated very weak
        there urgent what why working wrong yet`),
    ),
  },
  {
    is: 'ist|war|lautet|lautete|heißt|heisst',
    belongsTo: '(?:für|von|zu|bei|in|im) ',
    mine: 'mein|das|unser',
    wish: { verbs: 'ändere|ändern|setze?|stelle?|mache?', to: 'auf' },
    states: new Set(
      list(`
        abgelaufen abgelehnt alt anders auch aus bald bei blockiert da dasselbe deaktiviert der die das defekt doch ein eine einfach
        erforderlich falsch fehlerhaft für gar geändert gerade gespeichert gesperrt gestern geheim gleich gültig gut heute hier im in
        immer inzwischen ja jetzt kaputt kein keine kompliziert korrekt kurz lang leer leider mein mir mittlerweile morgen neu nicht
        nichts noch notwendig nötig nun nur offenbar okay plötzlich richtig schlecht schon schwach seit sehr sicher so total unbekannt
        ungültig unsicher unwirksam veraltet verfallen vergessen verloren verschwunden vielleicht was weg weiterhin wieder wirklich
        wohl zu zurückgesetzt zu`),
    ),
  },
  {
    is: "est|était|c'est",
    belongsTo: "(?:(?:pour|de|du|sur) |d')",
    mine: 'mon|le|notre',
    wish: { verbs: 'change[rz]?|modifie[rz]?|mets|mettre|mettez', to: 'en|par|à' },
    states: new Set(
      list(`
        à ancien aussi bien bientôt bloqué bon celui changé complexe compromis correct court de déjà dans désactivé devenu différent
        encore enregistré erroné expiré faible faux impossible incorrect inconnu invalide juste la le les long mauvais même modifié mon
        n'est ne nest nécessaire non nouveau obligatoire oublié pas perdu périmé plus pour quoi que qui quel refusé rejeté requis
        réinitialisé secret sécurisé sur toujours trop un une valable valide verrouillé vide vieux vrai très`),
    ),
  },
  {
    is: 'es|son|sería',
    belongsTo: '(?:para|de|del|en) ',
    mine: 'mi|la|nuestra',
    wish: { verbs: 'cambia|cambiar|cambie|pon|poner|ponga', to: 'a|por' },
    states: new Set(
      list(`
        aún antigua anterior bloqueada buena caducada cambiada compleja correcta corta cuál de débil demasiado desconocida diferente
        distinta el en equivocada errónea esa esta expirada fácil falsa igual importante imposible incorrecta inválida insegura la larga
        las mala más mi misma muy necesaria ni no nueva obligatoria olvidada otra perdida que qué rechazada robada secreta segura
        siempre solo también todavía un una única vacía válida vencida vieja ya`),
    ),
  },
  {
    is: "è|e'|sono",
    belongsTo: "(?:(?:per|di|del|della|su) |dell')",
    mine: 'la mia|la|il mio|la nostra',
    wish: { verbs: 'cambia|cambiare|cambi|imposta|impostare|metti', to: 'con' },
    states: new Set(
      list(`
        ancora anche bloccata buona cambiata compromessa complessa corretta corta da debole di diversa dimenticata disattivata errata
        già giusta facile falsa il impossibile in incorretta insicura la lunga mia molto necessaria non nuova obbligatoria ormai persa
        più quale quella questa respinta ricordata rifiutata rubata sbagliata scaduta segreta sempre sicura solo stata la stessa
        sconosciuta troppo un una uguale valida vecchia vuota invalida`),
    ),
  },
  {
    is: 'é|eh|são',
    belongsTo: '(?:para|de|do|da|no|na) ',
    mine: 'minha|a minha|a|nossa',
    wish: { verbs: 'muda|mude|mudar|troca|troque|trocar|altere|alterar|coloque', to: 'para|por' },
    states: new Set(
      list(`
        a ainda antiga a anterior bloqueada boa certa complexa correta curta da de desativada desconhecida diferente difícil errada
        esquecida essa esta expirada fácil falsa fraca igual importante impossível incorreta inválida insegura já longa mais mesma
        minha muito necessária não nova o obrigatória outra perdida qual que recusada rejeitada roubada secreta segura sempre só
        também trocada um uma vazia válida velha vencida`),
    ),
  },
];

/** Spanish, Italian and Portuguese say "was" in the same way. */
const past: SecretWords = {
  is: 'era',
  belongsTo: '(?:para|per|de|di|do|da) ',
  mine: 'mi|la mia|minha|a minha',
  wish: { verbs: 'cambia|cambiare|cambiar', to: 'a|por|con' },
  states: new Set(languages.slice(3).flatMap(({ states }) => [...states])),
};

export const secretWords: readonly SecretWords[] = [...languages, past];
