const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/**
 * Words that hold a language's sentences together, by language. A word may stand in several: it then speaks for each of them.
 * Dutch and Swedish are here only so that they are not taken for one of their neighbours.
 */
export const smallWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    en: set(`i i'm i've i'd my me mine you your we our they their he she it it's is are was were am be been have has had do does did
      don't doesn't didn't can can't cannot could couldn't would should will won't the a an this that these those and or but not no
      in on at to of for with from out into after because when what which why how who where there please again any some`),
    de: set(`ich mich mir mein meine meinen meinem meiner wir uns unser unsere sie ihr ihre er es ist sind war waren bin habe hab hat haben
      hatte kann kannst können könnte muss möchte will wird werden wurde der die das den dem des ein eine einen einem einer und oder aber
      nicht kein keine keinen mehr noch schon auch wieder wie was wer wo warum wenn weil dass mit von vom zu zum zur für auf aus bei beim nach
      im in am an um über bitte danke hallo so`),
    es: set(`yo me mi mis mí tú tu su sus nos nuestro nuestra es son está están estoy era fue he ha han tengo tiene puedo puede quiero quisiera
      necesito el la los las lo le un una unos unas y o pero no ni de del al a en con por para sin que qué como cómo cuándo donde dónde quién
      porque ya más muy también favor gracias hola se si sí`),
    fr: set(`je j m me moi mon ma mes tu te ton ta tes vous votre vos nous notre nos il elle on c ce cet cette ces est suis êtes sont était ai a
      as avez ont peux puis peut pouvez veux voudrais dois le la les l un une des du de d au aux et ou mais ne n pas plus que qu qui quoi
      comment pourquoi quand où dans sur avec sans pour par en y à svp merci bonjour se s si`),
    it: set(`io mi me mio mia miei mie tu ti tuo tua suo sua noi ci nostro nostra voi vostro è e sono sei siamo era ho hai ha abbiamo hanno
      posso puoi può voglio vorrei devo il lo la i gli le un una uno del della dei delle dello al alla nel nella sul sulla di da in con per
      su tra che chi cosa come perché quando dove non no più anche ma o se si già prego grazie ciao salve l`),
    pt: set(`eu me mim meu minha meus minhas tu você vocês seu sua nós nosso nossa é são está estão estou era foi tenho tem temos posso pode
      podem quero queria preciso devo o a os as um uma uns umas e ou mas não nem de do da dos das no na nos nas ao à em com por para pelo
      pela sem que quem como quando onde porque por já mais muito também favor obrigado obrigada olá oi se`),
    nl: set(`ik mij me mijn je jij jouw u uw wij we ons onze hij zij ze het de een dit dat deze is zijn was ben heb heeft hebben had kan kunt
      kunnen moet wil wordt en of maar niet geen meer nog al ook weer hoe wat wie waar waarom als omdat met van voor op uit bij naar in aan
      om over te er alstublieft dank hallo`),
    sv: set(`jag mig min mitt mina du dig din ni er vi vår han hon det den en ett är var har hade kan kunde vill måste ska skulle blir och
      eller men inte ingen inget mer redan också igen hur vad vem var varför när om att med av från för på i till hos tack hej snälla`),
  }),
);

/** What people who need help write about, where the word is the language's own: it supports what small words say. */
export const topicWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    en: set(`unlock unlocked locked lost forgot forgotten forget password reset account help need want access log login sign phone new
      change broken work working expired`),
    de: set(`passwort kennwort konto zugang gesperrt entsperren vergessen zurücksetzen ändern anmelden einloggen handy telefon neues verloren
      hilfe helfen brauche geht funktioniert abgelaufen account reset`),
    es: set(`contraseña clave cuenta bloqueada bloqueado desbloquear olvidé olvidado restablecer cambiar acceder entrar teléfono móvil perdí
      perdido nuevo ayuda`),
    fr: set(`compte passe mot bloqué verrouillé débloquer déverrouiller oublié réinitialiser changer connecter accéder téléphone perdu nouveau
      aide besoin`),
    it: set(`password account bloccato sbloccare dimenticato reimpostare cambiare accedere entrare telefono cellulare perso nuovo aiuto
      bisogno reset`),
    pt: set(`senha conta bloqueada bloqueado desbloquear esqueci esquecido redefinir trocar mudar acessar entrar telefone celular perdi novo
      ajuda`),
    nl: set('wachtwoord account vergeten geblokkeerd vergrendeld inloggen telefoon kwijt hulp reset'),
    sv: set('lösenord konto låst glömt logga telefon hjälp'),
  }),
);
