import type { Catalogue } from '../catalogue.ts';

const desk =
  '{ticket, select, opened {Una persona del servicio de asistencia se ocupará: voy a abrir un ticket.} other {Póngase en contacto con el servicio de asistencia.}}';
const inDays = '{days, plural, =0 {hoy} =1 {mañana} other {dentro de # días}}';
const locked =
  '{count, plural, one {está bloqueada} other {están bloqueadas}} por demasiados intentos con una contraseña incorrecta';
const yourAccounts = '{count, plural, one {Su cuenta {accounts}} other {Sus cuentas {accounts}}}';
const theAccounts = '{count, plural, one {La cuenta {accounts}} other {Las cuentas {accounts}}}';

/** Spanish, formal (usted). */
export const es: Catalogue = {
  'account.continue': 'Continuar',
  'account.field': 'Cuenta',
  'another.desk': `No puedo hacerlo para {name} desde aquí. ${desk}`,
  'another.done':
    '{accounts} de {name} {count, plural, one {está desbloqueada} other {están desbloqueadas}}. La contraseña no ha cambiado. Se lo comunico a {name}.',
  'another.not-found':
    'No encuentro a nadie con ese nombre para quien usted pueda pedirlo. Si se refiere a su propia cuenta, escríbalo sin nombre. Si no, puedo abrir un ticket en el servicio de asistencia. ¿Lo hago?',
  'another.not-locked':
    '{accounts} de {name} no {count, plural, one {está bloqueada} other {están bloqueadas}}. No he cambiado nada.',
  'another.prove':
    '{accounts} de {name} {count, plural, one {está bloqueada} other {están bloqueadas}}. Antes de {count, plural, one {desbloquearla} other {desbloquearlas}} debo estar seguro de que es usted quien lo pide.',
  'another.which': '¿De quién es la cuenta? Elija solo a alguien con quien haya hablado usted mismo.',
  'approval.declined': 'Gracias. No cambio nada y voy a abrir un ticket para el equipo de seguridad.',
  'approval.given': 'Gracias. Sigo adelante.',
  'approval.mfa':
    '{name} pide que elimine {factors} de {accounts}. Asegúrese de que la solicitud es realmente de esa persona: hable con ella o llámela a un número que usted conozca. ¿Lo confirma?',
  'approval.unlock':
    '{name} pide que desbloquee {accounts}. Asegúrese de que la solicitud es realmente de esa persona: hable con ella o llámela a un número que usted conozca. ¿Lo confirma?',
  'choice.approve': 'Lo confirmo',
  'choice.ask-manager': 'Preguntar a mi responsable',
  'choice.cancel': 'Cancelar',
  'choice.change-password': 'Cambiar contraseña',
  'choice.check-again': 'Comprobar de nuevo',
  'choice.decline': 'No lo confirmo',
  'choice.edit': 'Editar solicitud',
  'choice.extend': 'Prorrogar',
  'choice.ignore': 'Ignorar',
  'choice.lost-device': 'Restablecer MFA',
  'choice.no': 'No',
  'choice.not-me': 'No he sido yo',
  'choice.reset-mfa': 'Sí, restablecer MFA',
  'choice.service-desk': 'Servicio de asistencia',
  'choice.start-reset': 'He olvidado mi contraseña',
  'choice.unlock': 'Desbloquear cuenta',
  'choice.view-answer': 'Ver respuesta',
  'choice.works': 'Ya funciona',
  'choice.yes': 'Sí',
  'desk.answered': 'El servicio de asistencia ha resuelto {about}: {words}',
  'desk.answered-there':
    'El servicio de asistencia ha marcado {about} como resuelto. Si algo sigue sin funcionar, escríbame.',
  'desk.declined': 'De acuerdo. No he abierto ningún ticket.',
  'desk.offer': 'Puedo abrir un ticket para que le ayude una persona del servicio de asistencia. ¿Lo abro?',
  'desk.offer-mfa':
    'Desde aquí no puedo restablecer la autenticación multifactor; de eso se encarga el servicio de asistencia. ¿Abro un ticket?',
  'desk.offer-password':
    'Desde aquí no puedo iniciar el restablecimiento de una contraseña; de eso se encarga el servicio de asistencia. ¿Abro un ticket? No envíe nunca su contraseña, ni a mí ni a nadie.',
  'desk.offer-system':
    '«{system}» no está conectado aquí, así que no puedo hacer nada allí. ¿Abro un ticket para el servicio de asistencia?',
  'desk.opened': 'Su ticket es el {number}. El servicio de asistencia se pondrá en contacto con usted.',
  'desk.opening': 'Voy a abrir un ticket para el servicio de asistencia y le diré el número.',
  'expiry.account-ended': `${yourAccounts} {count, plural, one {ha caducado. Si todavía la necesita, pida a su responsable que la prorrogue.} other {han caducado. Si todavía las necesita, pida a su responsable que las prorrogue.}}`,
  'expiry.account-extended': 'La fecha de caducidad que le indiqué para {accounts} ya no es válida.',
  'expiry.account-reminder': `${yourAccounts} {count, plural, one {caduca} other {caducan}} ${inDays}. Si {count, plural, one {la} other {las}} necesita más tiempo, pida una prórroga a su responsable.`,
  'expiry.changed': 'La contraseña de {accounts} se ha cambiado entretanto. No queda nada por hacer.',
  'expiry.expired':
    '{count, plural, one {La contraseña de {accounts} ha caducado. Elija una nueva.} other {Las contraseñas de {accounts} han caducado. Elija otras nuevas.}}',
  'expiry.ignored':
    'De acuerdo. {until, select, expired {Solo volveré a escribirle si esta contraseña caduca.} other {Volveré a escribirle cuando la próxima esté a punto de caducar.}}',
  'expiry.reminder': `{count, plural, one {La contraseña de {accounts} caduca} other {Las contraseñas de {accounts} caducan}} ${inDays}. Elija antes {count, plural, one {una nueva} other {otras nuevas}}.`,
  'extension.dismissed': 'De acuerdo, no cambio nada.',
  'extension.ended':
    '{count, plural, one {La cuenta {accounts} de {name} ha caducado. ¿Desea prorrogarla?} other {Las cuentas {accounts} de {name} han caducado. ¿Desea prorrogarlas?}}',
  'extension.notice': `{count, plural, one {La cuenta {accounts} de {name} caduca} other {Las cuentas {accounts} de {name} caducan}} ${inDays}. ¿Desea {count, plural, one {prorrogarla} other {prorrogarlas}}?`,
  'extension.opening': 'Voy a abrir un ticket para pedir la prórroga y le diré el número.',
  'factor.all': 'Todos',
  'factor.field': 'Segundo factor',
  'factor.option':
    '{label} ({kind, select, totp {aplicación de autenticación} push {notificación push} sms {SMS} call {llamada} email {correo electrónico} security_key {llave de seguridad} passkey {clave de acceso} hardware_token {token físico} other {otro}})',
  'follow.handed-over': `Sigo sin ver ningún inicio de sesión con {accounts}. ${desk}`,
  'follow.nudge': 'Todavía no he visto ningún inicio de sesión con {accounts}. ¿Ya funciona?',
  'follow.works': 'Me alegro.',
  'help.locked': `${theAccounts} ${locked}.`,
  'help.open': `${theAccounts} no {count, plural, one {está bloqueada} other {están bloqueadas}} y no veo ninguna contraseña que haya que cambiar.`,
  'help.password-due': 'Hay que cambiar la contraseña de {accounts}.',
  'help.refused': 'Con una de sus cuentas solo puede ayudarle una persona del servicio de asistencia.',
  'help.unclear': 'No sé con seguridad qué necesita.',
  'help.unreadable': 'En este momento no puedo ver el estado de {accounts}.',
  'help.way':
    '{help, select, unlock {desbloquear una cuenta} start_reset {ayudar con una contraseña nueva} lost_device {restablecer la autenticación multifactor} other {pedir ayuda a una persona}}',
  'help.what-i-can-do': 'Puedo {helps}. Elija una opción.',
  'help.what-now': '¿En qué puedo ayudarle?',
  'hold.reported':
    'Gracias por avisar. Si la eliminación aún está pendiente, no se hará; el equipo de seguridad queda informado.',
  'hold.stopped': 'Queda detenido: no he eliminado nada.',
  'hold.told':
    'Gracias, el código es correcto. Eliminaré {factors} de {accounts} dentro de {minutes, plural, one {un minuto} other {# minutos}}. Hasta entonces aviso por sus otros canales, por si no fue usted.',
  'hold.told-elsewhere':
    'Con un código enviado a su segunda dirección se va a eliminar {factors} de {accounts} dentro de {minutes, plural, one {un minuto} other {# minutos}}. Si no fue usted, dígamelo: entonces no se elimina nada.',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none': `No tengo instrucciones para {system}. ${desk}`,
  'link.code-mail':
    'Su código es {code}. Vale durante {minutes, plural, one {un minuto} other {# minutos}}, y solo en la conversación de {channel} en la que se pidió. Para mí, quien lo escriba allí será usted a partir de entonces: no se lo dé a nadie. Si no lo ha pedido usted, avise al servicio de asistencia.',
  'link.code-sent':
    'Le envío un código a las direcciones que su organización tiene de usted. Escríbalo aquí; vale durante {minutes, plural, one {un minuto} other {# minutos}}.',
  'link.code-wrong':
    'Ese no es el código. No se ha cambiado nada. {tries, plural, =0 {Puede pedir que le envíe uno nuevo.} one {Le queda un intento.} other {Le quedan # intentos.}}',
  'link.desk':
    'En {channel} le conozco con otro usuario y desde aquí no puedo comprobar si es la misma persona. Póngase en contacto con el servicio de asistencia.',
  'link.moved':
    'Gracias. A partir de ahora le conozco en {channel} con este usuario. Durante un tiempo pediré una prueba más antes de desbloquear o restablecer algo suyo.',
  'link.moved-elsewhere':
    'A partir de ahora, para mí usted es otro usuario en {channel}, en lugar del anterior. Si no fue usted, dígamelo: entonces no le reconoceré allí a nadie hasta que el equipo de seguridad lo haya revisado.',
  'link.send-code': 'Enviarme un código',
  'link.taken':
    'En {channel} le conozco con otro usuario. Puedo enviar un código a las direcciones que su organización tiene de usted: cuando lo haya escrito aquí, le conoceré con este usuario. ¿Lo hago?',
  'lockout.dismissed':
    'De acuerdo, no cambio nada. Si no ha sido usted quien ha probado esas contraseñas, dígamelo con el botón.',
  'lockout.notice': `${yourAccounts} ${locked}. ¿{count, plural, one {La} other {Las}} desbloqueo?`,
  'lockout.notice-instructions': `${yourAccounts} ${locked}. ¿Quiere saber cómo {count, plural, one {desbloquearla} other {desbloquearlas}}?`,
  'mfa.already-gone': '{factors} ya no {factorCount, plural, one {estaba} other {estaban}} en {accounts}.',
  'mfa.article': 'Aquí se explica cómo restablecer MFA: {title}',
  'mfa.choose': '¿Qué segundo factor de {accounts} elimino?',
  'mfa.choose-account': '¿Para qué cuenta restablezco MFA?',
  'mfa.confirm':
    '¿Restablezco MFA para {accounts}? Eliminaré {factors}. Después, configure MFA en su nuevo dispositivo.',
  'mfa.confirm-last':
    '¿Restablezco MFA para {accounts}? Eliminaré {factors}, y no quedará ningún otro. Después, configure MFA en su nuevo dispositivo.',
  'mfa.done': '¡Restablecimiento completado! He eliminado {factors} de {accounts}.',
  'mfa.done-elsewhere':
    'Se acaba de restablecer MFA: {factorCount, plural, one {se ha eliminado} other {se han eliminado}} {factors} de {accounts}. Si no lo ha pedido usted, dígamelo de inmediato con el botón.',
  'mfa.done-one':
    '¡Restablecimiento completado! He eliminado {factors} de {accounts}. Sus otros factores siguen como estaban.',
  'mfa.enrol':
    'Configure MFA en su nuevo dispositivo con el enlace. Si no lo hace, se le pedirá en el próximo inicio de sesión.',
  'mfa.enrol-label': 'Configurar MFA',
  'mfa.failed': `No he podido consultar los segundos factores de {accounts}. No he cambiado nada. ${desk}`,
  'mfa.none': 'No hay ningún segundo factor configurado para {accounts}. No he cambiado nada.',
  'mfa.not-removed': `No he podido confirmar que {factorCount, plural, one {se haya eliminado} other {se hayan eliminado}} {factors} de {accounts}. ${desk}`,
  'mfa.offer': '¿O prefiere que lo haga yo?',
  'mfa.partly-done': 'He eliminado {factors} de {accounts}.',
  'mfa.proof-needed': `Antes de eliminar un segundo factor debo tener la certeza de que es usted, y aquí no puedo comprobarlo. No he cambiado nada. ${desk}`,
  'mfa.refused': `No puedo restablecer MFA para esta cuenta. ${desk}`,
  'mfa.self-only': 'Solo puedo restablecer MFA para su propia cuenta.',
  'mfa.sessions-ended': 'Todas las sesiones de {accounts} están cerradas: vuelva a iniciar sesión donde lo necesite.',
  'mfa.sessions-remain':
    'No he podido confirmar que las sesiones de {accounts} estén cerradas: puede que quien tenga una abierta la conserve durante un tiempo.',
  'operators.began':
    '{trouble, select, connector {{name} no funciona como debería: {detail}} tickets {Se han apartado tickets que esperan a alguien: {detail}} effects {Se ha apartado algo que espera a alguien: {detail}} audit {La auditoría necesita a alguien: {detail}} other {Se está bloqueando a muchas personas a la vez: {detail}}}',
  'operators.more': 'Y {more, plural, one {# más} other {# más}}: véase la consola.',
  'operators.over':
    '{trouble, select, connector {{name} vuelve a funcionar.} tickets {Ya no hay ningún ticket apartado.} effects {Ya no hay nada apartado.} audit {La auditoría vuelve a estar en orden.} other {Ya no se bloquea a muchas personas a la vez: {detail}}}',
  'page.missing': 'Esa página no existe. Compruebe la dirección, por favor.',
  'page.press': 'No ocurre nada hasta que pulse el botón.',
  'page.taken': 'Gracias. He recibido su respuesta y le escribiré cómo continúa.',
  'page.try-again': 'Ahora no se ha podido guardar y no se ha cambiado nada. Inténtelo de nuevo.',
  'password.choose': '¿De qué cuenta se trata?',
  'password.failed': `No he podido iniciar el cambio de contraseña de {accounts}. ${desk}`,
  'password.link':
    'Elija con el enlace una nueva contraseña para {accounts}. Hasta entonces, la actual queda como está.',
  'password.link-label': 'Elegir una nueva contraseña',
  'password.link-until':
    'Elija con el enlace una nueva contraseña para {accounts}. El enlace es válido durante {minutes, plural, one {# minuto} other {# minutos}}. Hasta entonces, la contraseña actual queda como está.',
  'password.locked-too': `${theAccounts} ${locked}. ¿{count, plural, one {La} other {Las}} desbloqueo primero y después le ayudo a elegir una nueva contraseña?`,
  'password.mailed':
    'Un mensaje para elegir una nueva contraseña para {accounts} va de camino a {to}. Hasta entonces, la actual queda como está.',
  'password.portals': 'Elija aquí una nueva contraseña para {accounts}. Yo nunca la veo.',
  'password.refused': `No puedo ayudarle con la contraseña de esta cuenta. ${desk}`,
  'password.self-only': 'Solo puedo ayudarle con su propia contraseña.',
  'password.still-locked': `${theAccounts} también {count, plural, one {está bloqueada y no puedo desbloquearla} other {están bloqueadas y no puedo desbloquearlas}} desde aquí: puede que no baste con una nueva contraseña.`,
  'password.unclear': `No sé si se ha iniciado el cambio de contraseña de {accounts}: compruebe si le ha llegado un mensaje. ${desk}`,
  'person.field': 'Persona',
  'person.unknown': 'Desde aquí no puedo ayudarle. Póngase en contacto con el servicio de asistencia.',
  'proof.check-code': 'Comprobar el código',
  'proof.code-field': 'El código que muestra ahora {label}',
  'proof.code-mail':
    'Su código es {code}. Vale durante {minutes, plural, one {un minuto} other {# minutos}}, y solo en la página que abrió desde la conversación. No se lo dé a nadie. Si no lo ha pedido usted, avise al servicio de asistencia.',
  'proof.code-sent': 'El código está en camino. Vale durante diez minutos; el anterior ya no vale.',
  'proof.code-typed': 'Aquí no acepto códigos y no he guardado nada. Escríbalo en la página del enlace de arriba.',
  'proof.confirm': 'Confirmar que es usted',
  'proof.confirmed': 'Gracias, queda confirmado. Puede cerrar esta página y volver a la conversación.',
  'proof.declined': `Su responsable no lo ha confirmado. No he cambiado nada. ${desk}`,
  'proof.manager-asked': 'He preguntado a su responsable. En cuanto lo confirme, sigo adelante.',
  'proof.mfa': 'Antes de eliminar {factors} de {accounts}, debo tener la certeza de que es usted.',
  'proof.not-shown':
    'Esto no demuestra que sea usted: ha iniciado sesión otra persona, o hace demasiado tiempo. No se ha cambiado nada.',
  'proof.page': 'Va a iniciar sesión en la página habitual de su organización. Continúe solo si lo ha pedido usted.',
  'proof.push': 'Preguntar en {label}',
  'proof.push-number': 'Elija allí este número. Rechácelo si ve una solicitud que no ha hecho usted.',
  'proof.push-waiting': '{label} pregunta si es usted. Confírmelo allí; esta página continúa por sí sola.',
  'proof.send-code': 'Enviar un código a {address}',
  'proof.sent-field': 'El código enviado a {address}',
  'proof.sign-in': 'Iniciar sesión para confirmar',
  'proof.too-often': 'Se ha intentado demasiadas veces. No se ha cambiado nada: espere un rato o elija otra vía.',
  'proof.try-again':
    'Ahora mismo no se puede acceder a la página de inicio de sesión. No se ha cambiado nada: inténtelo de nuevo en unos minutos.',
  'proof.unlock': '{accounts}: varios bloqueos hoy. Antes de seguir, debo tener la certeza de que es usted.',
  'proof.unlock-careful': 'Antes de desbloquear {accounts}, debo tener la certeza de que es usted.',
  'proof.unreachable':
    'Ahora mismo no se puede comprobar. No se ha cambiado nada: inténtelo de nuevo en unos minutos o elija otra vía.',
  'proof.ways': 'Basta con una de estas vías. Continúe solo si lo ha pedido usted.',
  'proof.wrong': 'Esto no demuestra que sea usted. No se ha cambiado nada.',
  'question.already-answered': 'Esta pregunta ya se ha respondido.',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.by-link':
    'No hago nada por lo que dice un correo, porque cualquiera podría haberlo escrito. Responda con uno de los enlaces.',
  'question.closed': '{question}\n\n(Esta pregunta ya está cerrada.)',
  'question.expired': 'Esta pregunta ha caducado. Puedo comprobarlo otra vez y volver a preguntarle.',
  'question.gone': 'Este botón no funciona (o ya no). Escríbame si todavía necesita ayuda.',
  'question.unreadable': 'No he podido leerlo. No se ha cambiado nada.',
  'question.which': 'Hay más de una pregunta abierta. Responda con los botones de la que corresponda.',
  'recover.anew':
    'Esta página solo funciona en el navegador en el que se pidió. Si otra persona le ha enviado aquí, avise al servicio de asistencia. Si necesita ayuda, empiece aquí de nuevo.',
  'recover.code': 'El código del correo',
  'recover.code-mail':
    'Su código es {code}. Vale durante {minutes, plural, one {un minuto} other {# minutos}}, y solo en la página en la que lo pidió. No se lo dé a nadie. Si no lo ha pedido usted, avise al servicio de asistencia.',
  'recover.login': 'Su usuario o dirección de trabajo',
  'recover.looking': 'Gracias. Lo estoy mirando; esta página continúa por sí sola.',
  'recover.page':
    'Para cuando no pueda contactar conmigo por ningún chat. Envío un código a las direcciones que su organización tiene de usted.',
  'recover.sent': 'Si le conozco por ese nombre, hay un código en camino. Vale durante diez minutos.',
  'secret.typed':
    'Eso parecía una contraseña o un código. No lo he guardado. Elimine su mensaje y cambie esa contraseña: yo no la necesito nunca.',
  'security.reported': 'Gracias por avisar. Dejo la cuenta bloqueada y abro un ticket para el equipo de seguridad.',
  'security.reported-mfa': 'Gracias por avisar. Voy a abrir un ticket para el equipo de seguridad.',
  'security.suspicion':
    '{suspicion, select, weaker_factor {Se ha configurado para {accounts} un segundo factor más fácil de suplantar que los anteriores.} new_country {Se ha usado {accounts} desde un lugar nuevo: {country}.} other {Se ha usado {accounts} a través de un servicio que oculta dónde está la persona.}}',
  'security.suspicion-ask':
    'Ha sido poco después de un restablecimiento. Si fue usted, no tiene que hacer nada. Si no, dígamelo de inmediato con el botón.',
  'security.unlocked-by-another':
    '{name} ha pedido que se {count, plural, one {desbloquee su cuenta {accounts}} other {desbloqueen sus cuentas {accounts}}}. Su contraseña no ha cambiado. Si usted no lo pidió, dígamelo.',
  'security.wary': 'Hasta que lo hayan revisado, pediré una prueba más antes de desbloquear o restablecer algo suyo.',
  'setting.field': 'Ajuste',
  'settings.channel': 'Canal: {channel}',
  'settings.channel-auto': 'Canal: el primero en el que se le encuentre',
  'settings.choose': '¿Qué cambio?',
  'settings.fixed': 'Su organización no permite cambiarlo.',
  'settings.language': 'Idioma: {language}',
  'settings.language-auto': 'Idioma: el que indica su directorio',
  'settings.notices':
    'Avisos de bloqueo: {notices, select, normal {como los envía su organización} daily {como máximo uno al día} other {ninguno; los avisos de seguridad llegan siempre}}',
  'settings.saved': 'Guardado. A partir de ahora:',
  'unlock.already-open': `${theAccounts} no {count, plural, one {está bloqueada} other {están bloqueadas}}. No he cambiado nada: puede iniciar sesión con su contraseña actual.`,
  'unlock.cancelled': 'Cancelado. No cambio nada.',
  'unlock.choose': '¿Qué cuenta desbloqueo?',
  'unlock.confirm': '¿Desbloqueo {accounts}?',
  'unlock.delayed': 'Ahora mismo no puedo conectar con {system}. Seguiré intentándolo y le diré en qué queda.',
  'unlock.done': `${theAccounts} {count, plural, one {está desbloqueada} other {están desbloqueadas}}. Puede iniciar sesión con su contraseña actual.`,
  'unlock.done-password-due': `${theAccounts} {count, plural, one {está desbloqueada} other {están desbloqueadas}}. Inicie sesión con su contraseña actual: se le pedirá que elija una nueva.`,
  'unlock.done-repeatedly': `${theAccounts} {count, plural, one {está desbloqueada} other {están desbloqueadas}}. Puede iniciar sesión con su contraseña actual. Hoy se ha bloqueado varias veces: puede que un teléfono, una tableta o una unidad de red siga usando una contraseña antigua.`,
  'unlock.failed': `No he podido desbloquear {accounts}. ${desk}`,
  'unlock.lock-changed': `${theAccounts} {count, plural, one {se ha bloqueado de nuevo desde mi pregunta. ¿La desbloqueo?} other {se han bloqueado de nuevo desde mi pregunta. ¿Las desbloqueo?}}`,
  'unlock.no-account':
    'No he encontrado ninguna cuenta suya que pueda consultar. Póngase en contacto con el servicio de asistencia.',
  'unlock.password-due': `${theAccounts} no {count, plural, one {está bloqueada} other {están bloqueadas}}, pero hay que cambiar la contraseña: al iniciar sesión se le pedirá que elija una nueva. No he cambiado nada.`,
  'unlock.proof-needed': `Antes de desbloquear debo tener la certeza de que es usted, y aquí no puedo comprobarlo. No he cambiado nada. ${desk}`,
  'unlock.refused': `No puedo desbloquear esta cuenta. ${desk}`,
  'unlock.self-only': 'Solo puedo desbloquear su propia cuenta.',
};
