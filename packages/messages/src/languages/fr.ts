import type { Catalogue } from '../catalogue.ts';

// The blanks before : ; ? ! and inside « » do not break, as French has it.
const desk =
  '{ticket, select, opened {Une personne du centre de services prend le relais : j’ouvre un ticket pour vous.} other {Veuillez contacter le centre de services.}}';
const inDays = '{days, plural, =0 {aujourd’hui} =1 {demain} other {dans # jours}}';
const locked = '{count, plural, one {est verrouillé} other {sont verrouillés}}';
const afterWrongPasswords = 'après trop de mots de passe incorrects';
const yourAccounts = '{count, plural, one {Votre compte {accounts}} other {Vos comptes {accounts}}}';
const ofAccounts = '{count, plural, one {du compte {accounts}} other {des comptes {accounts}}}';
const theAccounts = '{count, plural, one {Le compte {accounts}} other {Les comptes {accounts}}}';

/** French, formal (vous). */
export const fr: Catalogue = {
  'account.continue': 'Continuer',
  'account.field': 'Compte',
  'another.desk': `Je ne peux pas le faire pour {name} d’ici. ${desk}`,
  'another.done':
    '{accounts} de {name} {count, plural, one {est déverrouillé} other {sont déverrouillés}}. Le mot de passe n’a pas changé. J’en informe {name}.',
  'another.not-found':
    'Je ne trouve personne de ce nom pour qui vous puissiez le demander. S’il s’agit de votre propre compte, écrivez-le sans nom. Sinon, je peux ouvrir un ticket auprès du centre de services. Voulez-vous que je le fasse ?',
  'another.not-locked':
    '{accounts} de {name} {count, plural, one {n’est pas verrouillé} other {ne sont pas verrouillés}}. Je n’ai rien modifié.',
  'another.prove':
    '{accounts} de {name} {count, plural, one {est verrouillé} other {sont verrouillés}}. Avant de {count, plural, one {le} other {les}} déverrouiller, je dois être sûr que la demande vient bien de vous.',
  'another.which': 'De quelle personne s’agit-il ? Choisissez uniquement quelqu’un à qui vous avez parlé vous-même.',
  'approval.declined': 'Merci. Je ne change rien et j’ouvre un ticket pour l’équipe de sécurité.',
  'approval.given': 'Merci. Je continue.',
  'approval.mfa':
    '{name} demande la suppression de {factors} pour {accounts}. Assurez-vous que la demande vient vraiment de cette personne : parlez-lui, ou appelez-la à un numéro que vous connaissez. Le confirmez-vous ?',
  'approval.unlock':
    '{name} demande le déverrouillage de {accounts}. Assurez-vous que la demande vient vraiment de cette personne : parlez-lui, ou appelez-la à un numéro que vous connaissez. Le confirmez-vous ?',
  'choice.approve': 'Je le confirme',
  'choice.ask-manager': 'Demander à mon responsable',
  'choice.cancel': 'Annuler',
  'choice.change-password': 'Changer le mot de passe',
  'choice.check-again': 'Vérifier à nouveau',
  'choice.decline': 'Je ne le confirme pas',
  'choice.edit': 'Modifier la demande',
  'choice.extend': 'Prolonger',
  'choice.ignore': 'Ignorer',
  'choice.lost-device': 'Réinitialiser la MFA',
  'choice.no': 'Non',
  'choice.not-me': 'Ce n’était pas moi',
  'choice.reset-mfa': 'Oui, réinitialiser la MFA',
  'choice.service-desk': 'Centre de services',
  'choice.start-reset': 'Mot de passe oublié',
  'choice.unlock': 'Déverrouiller le compte',
  'choice.view-answer': 'Voir la réponse',
  'choice.works': 'Ça fonctionne',
  'choice.yes': 'Oui',
  'desk.answered': 'Le centre de services a traité {about} : {words}',
  'desk.answered-there':
    'Le centre de services a marqué {about} comme résolu. Si quelque chose ne va toujours pas, écrivez-moi.',
  'desk.declined': 'D’accord. Je n’ai pas ouvert de ticket.',
  'desk.offer':
    'Je peux ouvrir un ticket pour qu’une personne du centre de services vous aide. Voulez-vous que je le fasse ?',
  'desk.offer-mfa':
    'Je ne peux pas réinitialiser l’authentification multifacteur d’ici, c’est le centre de services qui s’en charge. Voulez-vous que j’ouvre un ticket ?',
  'desk.offer-password':
    'Je ne peux pas lancer la réinitialisation d’un mot de passe d’ici, c’est le centre de services qui s’en charge. Voulez-vous que j’ouvre un ticket ? N’envoyez jamais votre mot de passe, ni à moi ni à personne.',
  'desk.offer-system':
    '« {system} » n’est pas connecté ici, je ne peux donc rien y faire. Voulez-vous que j’ouvre un ticket auprès du centre de services ?',
  'desk.opened': 'Votre ticket porte le numéro {number}. Le centre de services vous contactera.',
  'desk.opening': 'J’ouvre un ticket auprès du centre de services et je vous donnerai son numéro.',
  'expiry.account-ended': `${yourAccounts} {count, plural, one {a expiré. Si vous en avez encore besoin, demandez à votre responsable de le faire prolonger.} other {ont expiré. Si vous en avez encore besoin, demandez à votre responsable de les faire prolonger.}}`,
  'expiry.account-extended': 'La date d’expiration que je vous avais indiquée pour {accounts} n’est plus valable.',
  'expiry.account-reminder': `${yourAccounts} {count, plural, one {expire} other {expirent}} ${inDays}. Si vous en avez besoin plus longtemps, demandez une prolongation à votre responsable.`,
  'expiry.changed': `Le mot de passe ${ofAccounts} a été changé entre-temps. Il n’y a plus rien à faire.`,
  'expiry.expired': `{count, plural, one {Le mot de passe ${ofAccounts} a expiré. Veuillez en choisir un nouveau.} other {Les mots de passe ${ofAccounts} ont expiré. Veuillez en choisir de nouveaux.}}`,
  'expiry.ignored':
    'D’accord. {until, select, expired {Je ne vous écrirai de nouveau que si ce mot de passe expire.} other {Je vous écrirai de nouveau quand le prochain sera sur le point d’expirer.}}',
  'expiry.reminder': `{count, plural, one {Le mot de passe ${ofAccounts} expire} other {Les mots de passe ${ofAccounts} expirent}} ${inDays}. Veuillez en choisir {count, plural, one {un nouveau} other {de nouveaux}} d’ici là.`,
  'extension.dismissed': 'D’accord, je ne change rien.',
  'extension.ended':
    '{count, plural, one {Pour {name} : le compte {accounts} a expiré. Faut-il le prolonger ?} other {Pour {name} : les comptes {accounts} ont expiré. Faut-il les prolonger ?}}',
  'extension.notice': `{count, plural, one {Pour {name} : le compte {accounts} expire} other {Pour {name} : les comptes {accounts} expirent}} ${inDays}. Faut-il {count, plural, one {le} other {les}} prolonger ?`,
  'extension.opening': 'J’ouvre un ticket pour la prolongation et je vous donnerai son numéro.',
  'factor.all': 'Tous',
  'factor.field': 'Second facteur',
  'factor.option':
    '{label} ({kind, select, totp {application d’authentification} push {notification push} sms {SMS} call {appel téléphonique} email {e-mail} security_key {clé de sécurité} passkey {clé d’accès} hardware_token {jeton matériel} other {autre}})',
  'follow.handed-over': `Je ne vois toujours aucune connexion avec {accounts}. ${desk}`,
  'follow.nudge': 'Je n’ai pas encore vu de connexion avec {accounts}. Est-ce que cela fonctionne maintenant ?',
  'follow.works': 'Voilà une bonne nouvelle.',
  'help.locked': `${theAccounts} ${locked} ${afterWrongPasswords}.`,
  'help.open': `${theAccounts} {count, plural, one {n’est pas verrouillé} other {ne sont pas verrouillés}}, et je ne vois aucun mot de passe à changer.`,
  'help.password-due': `Le mot de passe ${ofAccounts} doit être changé.`,
  'help.refused': 'Pour l’un de vos comptes, seule une personne du centre de services peut vous aider.',
  'help.unclear': 'Je ne comprends pas bien ce dont vous avez besoin.',
  'help.unreadable': `Je ne peux pas voir en ce moment l’état ${ofAccounts}.`,
  'help.way':
    '{help, select, unlock {déverrouiller un compte} start_reset {aider à obtenir un nouveau mot de passe} lost_device {réinitialiser l’authentification multifacteur} other {faire intervenir une personne}}',
  'help.what-i-can-do': 'Je peux {helps}. Veuillez choisir.',
  'help.what-now': 'En quoi puis-je vous aider ?',
  'hold.reported':
    'Merci de me l’avoir signalé. Si la suppression est encore en attente, elle n’aura pas lieu ; l’équipe de sécurité en est informée.',
  'hold.stopped': 'C’est arrêté : je n’ai rien supprimé.',
  'hold.told':
    'Merci, le code est bon. Je supprimerai {factors} pour {accounts} dans {minutes, plural, one {une minute} other {# minutes}}. D’ici là, vos autres canaux en sont informés, au cas où ce ne serait pas vous.',
  'hold.told-elsewhere':
    'Avec un code envoyé à votre deuxième adresse, {factors} pour {accounts} doit être supprimé dans {minutes, plural, one {une minute} other {# minutes}}. Si ce n’était pas vous, dites-le-moi : rien ne sera alors supprimé.',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none': `Je n’ai pas d’instructions pour {system}. ${desk}`,
  'link.code-mail':
    'Votre code est {code}. Il est valable {minutes, plural, one {une minute} other {# minutes}}, et seulement dans la conversation sur {channel} où il a été demandé. Pour moi, quiconque l’y saisit est vous à partir de là : ne le donnez à personne. Si vous ne l’avez pas demandé, prévenez le service d’assistance.',
  'link.code-sent':
    'J’envoie un code aux adresses que votre organisation a pour vous. Veuillez le saisir ici ; il est valable {minutes, plural, one {une minute} other {# minutes}}.',
  'link.code-wrong':
    'Ce n’est pas le code. Rien n’a été modifié. {tries, plural, =0 {Vous pouvez en demander un nouveau.} one {Il vous reste un essai.} other {Il vous reste # essais.}}',
  'link.desk':
    'Sur {channel}, je vous connais sous un autre utilisateur et je ne peux pas vérifier d’ici si vous êtes la même personne. Veuillez contacter le centre de services.',
  'link.moved':
    'Merci. Désormais, je vous connais sur {channel} sous cet utilisateur. Pendant quelque temps, je demanderai une preuve de plus avant de déverrouiller ou de réinitialiser quoi que ce soit pour vous.',
  'link.moved-elsewhere':
    'Désormais, un autre utilisateur est vous pour moi sur {channel}, à la place du précédent. Si ce n’était pas vous, dites-le-moi : plus personne ne le sera alors là-bas tant que l’équipe de sécurité n’aura pas vérifié.',
  'link.send-code': 'M’envoyer un code',
  'link.taken':
    'Sur {channel}, je vous connais sous un autre utilisateur. Je peux envoyer un code aux adresses que votre organisation a pour vous : dès que vous l’aurez saisi ici, je vous connaîtrai sous cet utilisateur. Dois-je le faire ?',
  'lockout.dismissed':
    'D’accord, je ne change rien. Si ce n’est pas vous qui avez essayé ces mots de passe, dites-le-moi avec le bouton.',
  'lockout.notice': `${yourAccounts} ${locked} ${afterWrongPasswords}. Voulez-vous que je {count, plural, one {le} other {les}} déverrouille ?`,
  'lockout.notice-instructions': `${yourAccounts} ${locked} ${afterWrongPasswords}. Voulez-vous savoir comment {count, plural, one {le} other {les}} déverrouiller ?`,
  'mfa.already-gone':
    '{factors} {factorCount, plural, one {n’était plus présent} other {n’étaient plus présents}} sur {accounts}.',
  'mfa.article': 'Ceci explique comment réinitialiser la MFA : {title}',
  'mfa.choose': `Quel second facteur ${ofAccounts} dois-je supprimer ?`,
  'mfa.choose-account': 'Pour quel compte dois-je réinitialiser la MFA ?',
  'mfa.confirm': `Voulez-vous que je réinitialise la MFA ${ofAccounts} ? Je supprimerai {factors}. Vous configurerez ensuite la MFA sur votre nouvel appareil.`,
  'mfa.confirm-last': `Voulez-vous que je réinitialise la MFA ${ofAccounts} ? Je supprimerai {factors}, après quoi il ne restera plus aucun facteur. Vous configurerez ensuite la MFA sur votre nouvel appareil.`,
  'mfa.done': `Réinitialisation terminée ! J’ai supprimé {factors} ${ofAccounts}.`,
  'mfa.done-elsewhere': `La MFA vient d’être réinitialisée. Suppression ${ofAccounts} : {factors}. Si vous ne l’avez pas demandé, dites-le-moi immédiatement avec le bouton.`,
  'mfa.done-one': `Réinitialisation terminée ! J’ai supprimé {factors} ${ofAccounts}. Vos autres facteurs restent inchangés.`,
  'mfa.enrol':
    'Configurez la MFA sur votre nouvel appareil avec le lien. Si vous ne le faites pas, cela vous sera demandé à votre prochaine connexion.',
  'mfa.enrol-label': 'Configurer la MFA',
  'mfa.failed': `Je n’ai pas pu consulter les seconds facteurs ${ofAccounts}. Je n’ai rien changé. ${desk}`,
  'mfa.none': 'Aucun second facteur n’est configuré pour {accounts}. Je n’ai rien changé.',
  'mfa.not-removed': `Je n’ai pas pu confirmer que {factors} {factorCount, plural, one {a été supprimé} other {ont été supprimés}} ${ofAccounts}. ${desk}`,
  'mfa.offer': 'Ou préférez-vous que je le fasse pour vous ?',
  'mfa.partly-done': `J’ai supprimé {factors} ${ofAccounts}.`,
  'mfa.proof-needed': `Avant de supprimer un second facteur, je dois avoir la certitude que c’est bien vous, et je n’ai aucun moyen de le vérifier ici. Je n’ai rien changé. ${desk}`,
  'mfa.refused': `Je ne peux pas réinitialiser la MFA de ce compte. ${desk}`,
  'mfa.self-only': 'Je ne peux réinitialiser la MFA que pour votre propre compte.',
  'mfa.sessions-ended': `Toutes les sessions ${ofAccounts} sont fermées : reconnectez-vous là où vous en avez besoin.`,
  'mfa.sessions-remain': `Je n’ai pas pu confirmer que les sessions ${ofAccounts} sont fermées : une session ouverte peut le rester encore un certain temps.`,
  'operators.began':
    '{trouble, select, connector {{name} ne fonctionne pas comme il faut : {detail}} tickets {Des tickets ont été mis de côté et attendent quelqu’un : {detail}} effects {Quelque chose a été mis de côté et attend quelqu’un : {detail}} audit {L’audit a besoin de quelqu’un : {detail}} other {Beaucoup de personnes sont verrouillées en même temps : {detail}}}',
  'operators.more': 'Et {more, plural, one {# autre} other {# autres}} : voir la console.',
  'operators.over':
    '{trouble, select, connector {{name} fonctionne de nouveau.} tickets {Plus aucun ticket n’est mis de côté.} effects {Plus rien n’est mis de côté.} audit {L’audit est de nouveau en ordre.} other {Il n’y a plus beaucoup de personnes verrouillées en même temps : {detail}}}',
  'page.missing': 'Cette page n’existe pas. Veuillez vérifier l’adresse.',
  'page.press': 'Rien ne se passe tant que vous n’appuyez pas sur le bouton.',
  'page.taken': 'Merci. J’ai votre réponse et je vous écrirai la suite.',
  'page.try-again': 'Impossible d’enregistrer pour le moment, et rien n’a été modifié. Veuillez réessayer.',
  'password.choose': 'De quel compte s’agit-il ?',
  'password.failed': `Je n’ai pas pu lancer le changement de mot de passe ${ofAccounts}. ${desk}`,
  'password.link':
    'Choisissez avec le lien un nouveau mot de passe pour {accounts}. D’ici là, le mot de passe actuel reste inchangé.',
  'password.link-label': 'Choisir un nouveau mot de passe',
  'password.link-until':
    'Choisissez avec le lien un nouveau mot de passe pour {accounts}. Le lien est valable {minutes, plural, one {# minute} other {# minutes}}. D’ici là, le mot de passe actuel reste inchangé.',
  'password.locked-too': `${theAccounts} ${locked} ${afterWrongPasswords}. Voulez-vous que je {count, plural, one {le} other {les}} déverrouille d’abord, puis que je vous aide à choisir un nouveau mot de passe ?`,
  'password.mailed':
    'Un message pour choisir un nouveau mot de passe pour {accounts} est en route vers {to}. D’ici là, le mot de passe actuel reste inchangé.',
  'password.portals': 'Choisissez ici un nouveau mot de passe pour {accounts}. Je ne le vois jamais.',
  'password.refused': `Je ne peux pas vous aider pour le mot de passe de ce compte. ${desk}`,
  'password.self-only': 'Je ne peux vous aider que pour votre propre mot de passe.',
  'password.still-locked': `${theAccounts} {count, plural, one {est aussi verrouillé, et je ne peux pas le} other {sont aussi verrouillés, et je ne peux pas les}} déverrouiller d’ici : un nouveau mot de passe ne suffira peut-être pas.`,
  'password.unclear': `Je ne sais pas si le changement de mot de passe ${ofAccounts} a été lancé : vérifiez si un message est arrivé. ${desk}`,
  'person.field': 'Personne',
  'person.unknown': 'Je ne peux pas vous aider d’ici. Veuillez contacter le centre de services.',
  'proof.check-code': 'Vérifier le code',
  'proof.code-field': 'Le code que {label} affiche maintenant',
  'proof.code-mail':
    'Votre code est {code}. Il est valable {minutes, plural, one {une minute} other {# minutes}}, et seulement sur la page que vous avez ouverte depuis la conversation. Ne le donnez à personne. Si vous ne l’avez pas demandé, prévenez le service d’assistance.',
  'proof.code-sent': 'Le code est en route. Il est valable dix minutes ; le précédent ne l’est plus.',
  'proof.code-typed': 'Je ne prends pas de code ici et n’en ai rien gardé. Saisissez-le sur la page du lien ci-dessus.',
  'proof.confirm': 'Confirmer que c’est bien vous',
  'proof.confirmed': 'Merci, c’est confirmé. Vous pouvez fermer cette page et revenir à la conversation.',
  'proof.declined': `Votre responsable ne l’a pas confirmé. Je n’ai rien changé. ${desk}`,
  'proof.manager-asked': 'J’ai demandé à votre responsable. Dès sa confirmation, je continue.',
  'proof.mfa': 'Avant de supprimer {factors} pour {accounts}, je dois avoir la certitude que c’est bien vous.',
  'proof.not-shown':
    'Cela ne montre pas que c’est bien vous : une autre personne s’est connectée, ou il y a trop longtemps. Rien n’a été changé.',
  'proof.page':
    'Vous allez vous connecter sur la page habituelle de votre organisation. Ne continuez que si vous l’avez demandé vous-même.',
  'proof.push': 'Demander sur {label}',
  'proof.push-number': 'Choisissez-y ce nombre. Refusez si vous y voyez une demande qui ne vient pas de vous.',
  'proof.push-waiting': '{label} demande si c’est bien vous. Confirmez-le là-bas ; cette page avance toute seule.',
  'proof.send-code': 'Envoyer un code à {address}',
  'proof.sent-field': 'Le code envoyé à {address}',
  'proof.sign-in': 'Se connecter pour confirmer',
  'proof.too-often': 'Il y a eu trop d’essais. Rien n’a été changé : patientez un moment ou choisissez un autre moyen.',
  'proof.try-again':
    'La page de connexion est injoignable pour le moment. Rien n’a été changé : réessayez dans quelques minutes.',
  'proof.unlock':
    '{accounts} : plusieurs verrouillages aujourd’hui. Avant de continuer, je dois avoir la certitude que c’est bien vous.',
  'proof.unlock-careful': 'Avant de déverrouiller {accounts}, je dois avoir la certitude que c’est bien vous.',
  'proof.unreachable':
    'La vérification est impossible pour le moment. Rien n’a été changé : réessayez dans quelques minutes ou choisissez un autre moyen.',
  'proof.ways': 'Un seul de ces moyens suffit. Ne continuez que si vous l’avez demandé vous-même.',
  'proof.wrong': 'Cela ne montre pas que c’est bien vous. Rien n’a été changé.',
  'question.already-answered': 'Cette question a déjà reçu une réponse.',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.by-link':
    'Je n’agis pas sur la foi d’un e-mail, car n’importe qui aurait pu l’écrire. Veuillez répondre avec l’un des liens.',
  'question.closed': '{question}\n\n(Cette question n’est plus ouverte.)',
  'question.expired': 'Cette question a expiré. Je peux vérifier à nouveau et vous la reposer.',
  'question.gone': 'Ce bouton ne fonctionne pas (ou plus). Écrivez-moi si vous avez encore besoin d’aide.',
  'question.unreadable': 'Je n’ai pas pu lire cela. Rien n’a été changé.',
  'question.which': 'Plusieurs questions sont ouvertes. Veuillez répondre avec les boutons de celle qui vous concerne.',
  'recover.anew':
    'Cette page ne fonctionne que dans le navigateur où elle a été demandée. Si quelqu’un d’autre vous a envoyé ici, prévenez votre centre de services. Si vous avez besoin d’aide, recommencez ici.',
  'recover.code': 'Le code reçu par mail',
  'recover.code-mail':
    'Votre code est {code}. Il est valable {minutes, plural, one {une minute} other {# minutes}}, et seulement sur la page où vous l’avez demandé. Ne le donnez à personne. Si vous ne l’avez pas demandé, prévenez le service d’assistance.',
  'recover.login': 'Votre identifiant ou adresse professionnelle',
  'recover.looking': 'Merci. Je regarde ; cette page avance toute seule.',
  'recover.page':
    'Si vous ne pouvez me joindre par aucune messagerie. J’envoie un code aux adresses que votre organisation a pour vous.',
  'recover.sent': 'Si je vous connais sous ce nom, un code est en route vers vous. Il est valable dix minutes.',
  'secret.typed':
    'Cela ressemblait à un mot de passe ou à un code. Je ne l’ai pas conservé. Veuillez supprimer votre message et changer ce mot de passe : je n’en ai jamais besoin.',
  'security.reported':
    'Merci de me l’avoir signalé. Je laisse le compte verrouillé et j’ouvre un ticket pour l’équipe de sécurité.',
  'security.reported-mfa': 'Merci de me l’avoir signalé. J’ouvre un ticket pour l’équipe de sécurité.',
  'security.suspicion':
    '{suspicion, select, weaker_factor {Un deuxième facteur plus facile à détourner que les précédents a été configuré pour {accounts}.} new_country {{accounts} a été utilisé depuis un nouveau lieu : {country}.} other {{accounts} a été utilisé par un service qui masque le lieu où l’on se trouve.}}',
  'security.suspicion-ask':
    'C’était peu après une réinitialisation. Si c’était vous, vous n’avez rien à faire. Sinon, dites-le-moi immédiatement avec le bouton.',
  'security.unlocked-by-another':
    '{name} a fait déverrouiller {count, plural, one {votre compte {accounts}} other {vos comptes {accounts}}}. Votre mot de passe n’a pas changé. Si vous ne l’avez pas demandé, dites-le-moi.',
  'security.wary':
    'Tant que ce n’est pas éclairci, je demanderai une preuve de plus avant de déverrouiller ou de réinitialiser quoi que ce soit pour vous.',
  'setting.field': 'Réglage',
  'settings.channel': 'Canal : {channel}',
  'settings.channel-auto': 'Canal : le premier où l’on vous joint',
  'settings.choose': 'Que dois-je modifier ?',
  'settings.fixed': 'Votre organisation ne permet pas de le modifier.',
  'settings.language': 'Langue : {language}',
  'settings.language-auto': 'Langue : celle de votre annuaire',
  'settings.notices':
    'Notifications de verrouillage : {notices, select, normal {comme prévu par votre organisation} daily {une par jour au plus} other {aucune ; les avis de sécurité arrivent toujours}}',
  'settings.saved': 'C’est enregistré. Désormais :',
  'unlock.already-open': `${theAccounts} {count, plural, one {n’est pas verrouillé} other {ne sont pas verrouillés}}. Je n’ai rien changé : vous pouvez vous connecter avec votre mot de passe actuel.`,
  'unlock.cancelled': 'C’est annulé. Je ne change rien.',
  'unlock.choose': 'Quel compte dois-je déverrouiller ?',
  'unlock.confirm': 'Voulez-vous que je déverrouille {accounts} ?',
  'unlock.delayed':
    'Je n’arrive pas à joindre {system} pour l’instant. Je continue d’essayer et je vous dirai ce qu’il en est.',
  'unlock.done': `${theAccounts} {count, plural, one {est déverrouillé} other {sont déverrouillés}}. Vous pouvez vous connecter avec votre mot de passe actuel.`,
  'unlock.done-password-due': `${theAccounts} {count, plural, one {est déverrouillé} other {sont déverrouillés}}. Connectez-vous avec votre mot de passe actuel : il vous sera demandé d’en choisir un nouveau.`,
  'unlock.done-repeatedly': `${theAccounts} {count, plural, one {est déverrouillé} other {sont déverrouillés}}. Vous pouvez vous connecter avec votre mot de passe actuel. Le verrouillage s’est répété plusieurs fois aujourd’hui : un téléphone, une tablette ou un lecteur réseau utilise peut-être encore un ancien mot de passe.`,
  'unlock.failed': `Je n’ai pas pu déverrouiller {accounts}. ${desk}`,
  'unlock.lock-changed': `${theAccounts} {count, plural, one {a été verrouillé à nouveau depuis ma question. Voulez-vous que je le} other {ont été verrouillés à nouveau depuis ma question. Voulez-vous que je les}} déverrouille ?`,
  'unlock.no-account':
    'Je n’ai trouvé aucun compte à vous que je puisse consulter. Veuillez contacter le centre de services.',
  'unlock.password-due': `${theAccounts} {count, plural, one {n’est pas verrouillé} other {ne sont pas verrouillés}}, mais le mot de passe doit être changé : à la connexion, il vous sera demandé d’en choisir un nouveau. Je n’ai rien changé.`,
  'unlock.proof-needed': `Avant de déverrouiller, je dois avoir la certitude que c’est bien vous, et je n’ai aucun moyen de le vérifier ici. Je n’ai rien changé. ${desk}`,
  'unlock.refused': `Je ne peux pas déverrouiller ce compte. ${desk}`,
  'unlock.self-only': 'Je ne peux déverrouiller que votre propre compte.',
};
