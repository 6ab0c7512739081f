import type { Catalogue } from '../catalogue.ts';

const desk =
  '{ticket, select, opened {Uma pessoa da central de serviços vai assumir: estou abrindo um chamado para você.} other {Fale com a central de serviços.}}';
const inDays = '{days, plural, =0 {hoje} =1 {amanhã} other {em # dias}}';
const locked = '{count, plural, one {está bloqueada} other {estão bloqueadas}}';
const afterWrongPasswords = 'após muitas tentativas com senha incorreta';
const yourAccounts = '{count, plural, one {Sua conta {accounts}} other {Suas contas {accounts}}}';
const theAccounts = '{count, plural, one {A conta {accounts}} other {As contas {accounts}}}';

/** Portuguese as in Brazil (você). */
export const ptBr: Catalogue = {
  'account.continue': 'Continuar',
  'account.field': 'Conta',
  'another.desk': `Não posso fazer isso por {name} daqui. ${desk}`,
  'another.done':
    '{accounts} de {name} {count, plural, one {está desbloqueada} other {estão desbloqueadas}}. A senha não mudou. Vou avisar {name}.',
  'another.not-found':
    'Não encontro ninguém com esse nome para quem você possa pedir isso. Se for a sua própria conta, escreva sem nome. Se não, posso abrir um chamado na central de serviços. Quer que eu abra?',
  'another.not-locked':
    '{accounts} de {name} não {count, plural, one {está bloqueada} other {estão bloqueadas}}. Não mudei nada.',
  'another.prove':
    '{accounts} de {name} {count, plural, one {está bloqueada} other {estão bloqueadas}}. Antes de {count, plural, one {desbloqueá-la} other {desbloqueá-las}}, preciso ter certeza de que é você quem pede.',
  'another.which': 'De quem é a conta? Escolha somente alguém com quem você mesmo falou.',
  'approval.declined': 'Agradeço. Não vou mudar nada e estou abrindo um chamado para a equipe de segurança.',
  'approval.given': 'Agradeço. Vou continuar.',
  'approval.mfa':
    '{name} pede a remoção de {factors} de {accounts}. Verifique se o pedido é mesmo dessa pessoa: fale com ela ou ligue para um número que você conhece. Você confirma?',
  'approval.unlock':
    '{name} pede o desbloqueio de {accounts}. Verifique se o pedido é mesmo dessa pessoa: fale com ela ou ligue para um número que você conhece. Você confirma?',
  'choice.approve': 'Confirmo',
  'choice.ask-manager': 'Perguntar à minha chefia',
  'choice.cancel': 'Cancelar',
  'choice.change-password': 'Alterar senha',
  'choice.check-again': 'Verificar de novo',
  'choice.decline': 'Não confirmo',
  'choice.edit': 'Editar solicitação',
  'choice.extend': 'Prorrogar',
  'choice.ignore': 'Ignorar',
  'choice.lost-device': 'Redefinir MFA',
  'choice.no': 'Não',
  'choice.not-me': 'Não fui eu',
  'choice.reset-mfa': 'Sim, redefinir MFA',
  'choice.service-desk': 'Central de serviços',
  'choice.start-reset': 'Esqueci minha senha',
  'choice.unlock': 'Desbloquear conta',
  'choice.view-answer': 'Ver resposta',
  'choice.works': 'Funcionou',
  'choice.yes': 'Sim',
  'desk.answered': 'A central de serviços resolveu {about}: {words}',
  'desk.answered-there':
    'A central de serviços marcou {about} como resolvido. Se algo ainda não estiver certo, escreva para mim.',
  'desk.declined': 'Tudo bem. Não abri nenhum chamado.',
  'desk.offer': 'Posso abrir um chamado, e uma pessoa da central de serviços vai ajudar você. Quer que eu abra?',
  'desk.offer-mfa':
    'Não consigo redefinir a autenticação multifator por aqui; a central de serviços cuida disso. Quer que eu abra um chamado?',
  'desk.offer-password':
    'Não consigo iniciar a redefinição de uma senha por aqui; a central de serviços cuida disso. Quer que eu abra um chamado? Nunca envie sua senha, nem para mim nem para ninguém.',
  'desk.offer-system':
    '“{system}” não está conectado aqui, então não posso fazer nada lá. Quer que eu abra um chamado na central de serviços?',
  'desk.opened': 'Seu chamado é o {number}. A central de serviços vai entrar em contato com você.',
  'desk.opening': 'Estou abrindo um chamado na central de serviços e vou informar o número.',
  'expiry.account-ended': `${yourAccounts} {count, plural, one {expirou. Se ainda precisar dela, peça à sua liderança que solicite a prorrogação.} other {expiraram. Se ainda precisar delas, peça à sua liderança que solicite a prorrogação.}}`,
  'expiry.account-extended': 'A data de expiração que informei para {accounts} não vale mais.',
  'expiry.account-reminder': `${yourAccounts} {count, plural, one {expira} other {expiram}} ${inDays}. Se precisar {count, plural, one {dela} other {delas}} por mais tempo, peça uma prorrogação à sua liderança.`,
  'expiry.changed': 'A senha de {accounts} já foi alterada. Não há mais nada a fazer.',
  'expiry.expired':
    '{count, plural, one {A senha de {accounts} expirou. Escolha uma nova.} other {As senhas de {accounts} expiraram. Escolha novas senhas.}}',
  'expiry.ignored':
    'Tudo bem. {until, select, expired {Só vou escrever de novo se esta senha expirar.} other {Vou escrever de novo quando a próxima estiver para expirar.}}',
  'expiry.reminder': `{count, plural, one {A senha de {accounts} expira} other {As senhas de {accounts} expiram}} ${inDays}. Escolha antes {count, plural, one {uma nova} other {novas senhas}}.`,
  'extension.dismissed': 'Tudo bem, não vou mudar nada.',
  'extension.ended':
    '{count, plural, one {A conta {accounts} de {name} expirou. Deseja prorrogá-la?} other {As contas {accounts} de {name} expiraram. Deseja prorrogá-las?}}',
  'extension.notice': `{count, plural, one {A conta {accounts} de {name} expira} other {As contas {accounts} de {name} expiram}} ${inDays}. Deseja {count, plural, one {prorrogá-la} other {prorrogá-las}}?`,
  'extension.opening': 'Estou abrindo um chamado para a prorrogação e vou informar o número.',
  'factor.all': 'Todos',
  'factor.field': 'Segundo fator',
  'factor.option':
    '{label} ({kind, select, totp {aplicativo autenticador} push {notificação push} sms {SMS} call {ligação} email {e-mail} security_key {chave de segurança} passkey {chave de acesso} hardware_token {token físico} other {outro}})',
  'follow.handed-over': `Ainda não vejo nenhum acesso com {accounts}. ${desk}`,
  'follow.nudge': 'Ainda não vi nenhum acesso com {accounts}. Já está funcionando?',
  'follow.works': 'Que bom!',
  'help.locked': `${theAccounts} ${locked} ${afterWrongPasswords}.`,
  'help.open': `${theAccounts} não ${locked}, e não vejo nenhuma senha que precise ser alterada.`,
  'help.password-due': 'A senha de {accounts} precisa ser alterada.',
  'help.refused': 'Com uma das suas contas, só uma pessoa da central de serviços pode ajudar.',
  'help.unclear': 'Não entendi bem do que você precisa.',
  'help.unreadable': 'No momento não consigo ver a situação de {accounts}.',
  'help.way':
    '{help, select, unlock {desbloquear uma conta} start_reset {ajudar com uma nova senha} lost_device {redefinir a autenticação multifator} other {chamar uma pessoa}}',
  'help.what-i-can-do': 'Posso {helps}. Escolha uma opção.',
  'help.what-now': 'Em que posso ajudar?',
  'hold.reported':
    'Agradeço o aviso. Se a remoção ainda estiver em espera, ela não será feita; a equipe de segurança fica sabendo.',
  'hold.stopped': 'Foi interrompido: não removi nada.',
  'hold.told':
    'Agradeço, o código está certo. Vou remover {factors} de {accounts} em {minutes, plural, one {um minuto} other {# minutos}}. Até lá, seus outros canais são avisados, caso não tenha sido você.',
  'hold.told-elsewhere':
    'Com um código enviado ao seu segundo endereço, {factors} de {accounts} será removido em {minutes, plural, one {um minuto} other {# minutos}}. Se não foi você, me avise: então nada será removido.',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none': `Não tenho instruções para {system}. ${desk}`,
  'link.code-mail':
    'Seu código é {code}. Ele vale por {minutes, plural, one {um minuto} other {# minutos}}, e só na conversa em {channel} em que foi pedido. Para mim, quem o digitar lá passa a ser você: não o passe a ninguém. Se não foi você quem pediu, avise a central de serviços.',
  'link.code-sent':
    'Estou enviando um código aos endereços que sua organização tem de você. Digite-o aqui; ele vale por {minutes, plural, one {um minuto} other {# minutos}}.',
  'link.code-wrong':
    'Esse não é o código. Nada foi alterado. {tries, plural, =0 {Você pode pedir um novo.} one {Você tem mais uma tentativa.} other {Você tem mais # tentativas.}}',
  'link.desk':
    'Em {channel} conheço você por outro usuário e não posso conferir daqui se é a mesma pessoa. Fale com a central de serviços.',
  'link.moved':
    'Agradeço. De agora em diante conheço você em {channel} por este usuário. Por algum tempo vou pedir mais uma prova antes de desbloquear ou redefinir qualquer coisa sua.',
  'link.moved-elsewhere':
    'De agora em diante outro usuário em {channel} é você para mim, no lugar do anterior. Se não foi você, me avise: então ninguém será você lá até que a equipe de segurança verifique.',
  'link.send-code': 'Enviar um código',
  'link.taken':
    'Em {channel} conheço você por outro usuário. Posso enviar um código aos endereços que sua organização tem de você: assim que você o digitar aqui, conhecerei você por este usuário. Envio?',
  'lockout.dismissed': 'Tudo bem, não vou mudar nada. Se não foi você quem tentou essas senhas, avise-me com o botão.',
  'lockout.notice': `${yourAccounts} ${locked} ${afterWrongPasswords}. Quer que eu {count, plural, one {a desbloqueie} other {as desbloqueie}}?`,
  'lockout.notice-instructions': `${yourAccounts} ${locked} ${afterWrongPasswords}. Quer saber como {count, plural, one {desbloqueá-la} other {desbloqueá-las}}?`,
  'mfa.already-gone': '{factors} já não {factorCount, plural, one {estava} other {estavam}} em {accounts}.',
  'mfa.article': 'Veja aqui como redefinir a MFA: {title}',
  'mfa.choose': 'Qual segundo fator de {accounts} devo remover?',
  'mfa.choose-account': 'Para qual conta devo redefinir a MFA?',
  'mfa.confirm':
    'Quer que eu redefina a MFA de {accounts}? Vou remover {factors}. Depois, configure a MFA no seu novo dispositivo.',
  'mfa.confirm-last':
    'Quer que eu redefina a MFA de {accounts}? Vou remover {factors}, e não restará nenhum outro fator. Depois, configure a MFA no seu novo dispositivo.',
  'mfa.done': 'Redefinição concluída! Removi {factors} de {accounts}.',
  'mfa.done-elsewhere':
    'A MFA acabou de ser redefinida. Removido de {accounts}: {factors}. Se não foi você quem pediu, avise-me agora mesmo com o botão.',
  'mfa.done-one': 'Redefinição concluída! Removi {factors} de {accounts}. Seus outros fatores continuam como estão.',
  'mfa.enrol':
    'Configure a MFA no seu novo dispositivo pelo link. Se não fizer isso, a configuração será pedida no próximo acesso.',
  'mfa.enrol-label': 'Configurar MFA',
  'mfa.failed': `Não consegui consultar os segundos fatores de {accounts}. Não mudei nada. ${desk}`,
  'mfa.none': 'Nenhum segundo fator está configurado para {accounts}. Não mudei nada.',
  'mfa.not-removed': `Não consegui confirmar a remoção de {factors} de {accounts}. ${desk}`,
  'mfa.offer': 'Ou prefere que eu faça isso por você?',
  'mfa.partly-done': 'Removi {factors} de {accounts}.',
  'mfa.proof-needed': `Antes de remover um segundo fator, preciso ter certeza de que é você, e não tenho como verificar isso aqui. Não mudei nada. ${desk}`,
  'mfa.refused': `Não posso redefinir a MFA desta conta. ${desk}`,
  'mfa.self-only': 'Só posso redefinir a MFA da sua própria conta.',
  'mfa.sessions-ended': 'Todas as sessões de {accounts} foram encerradas: entre de novo onde precisar.',
  'mfa.sessions-remain':
    'Não consegui confirmar que as sessões de {accounts} foram encerradas: quem estiver conectado pode continuar assim por algum tempo.',
  'operators.began':
    '{trouble, select, connector {{name} não funciona como deveria: {detail}} tickets {Chamados foram deixados de lado e esperam alguém: {detail}} effects {Algo foi deixado de lado e espera alguém: {detail}} audit {A auditoria precisa de alguém: {detail}} other {Muitas pessoas estão sendo bloqueadas ao mesmo tempo: {detail}}}',
  'operators.more': 'E {more, plural, one {mais #} other {mais #}}: veja o console.',
  'operators.over':
    '{trouble, select, connector {{name} voltou a funcionar.} tickets {Não há mais nenhum chamado deixado de lado.} effects {Não há mais nada deixado de lado.} audit {A auditoria voltou à ordem.} other {Já não são bloqueadas muitas pessoas ao mesmo tempo: {detail}}}',
  'page.missing': 'Essa página não existe. Confira o endereço, por favor.',
  'page.press': 'Nada acontece até você pressionar o botão.',
  'page.taken': 'Obrigado. Recebi sua resposta e vou escrever como continua.',
  'page.try-again': 'Não foi possível salvar agora e nada foi alterado. Tente novamente.',
  'password.choose': 'De qual conta se trata?',
  'password.failed': `Não consegui iniciar a troca da senha de {accounts}. ${desk}`,
  'password.link': 'Escolha pelo link uma nova senha para {accounts}. Até lá, a atual fica como está.',
  'password.link-label': 'Escolher uma nova senha',
  'password.link-until':
    'Escolha pelo link uma nova senha para {accounts}. O link vale por {minutes, plural, one {# minuto} other {# minutos}}. Até lá, a senha atual fica como está.',
  'password.locked-too': `${theAccounts} ${locked} ${afterWrongPasswords}. Quer que eu {count, plural, one {a desbloqueie} other {as desbloqueie}} primeiro e depois ajude você a escolher uma nova senha?`,
  'password.mailed':
    'Uma mensagem para escolher uma nova senha para {accounts} está a caminho de {to}. Até lá, a atual fica como está.',
  'password.portals': 'Escolha aqui uma nova senha para {accounts}. Eu nunca a vejo.',
  'password.refused': `Não posso ajudar com a senha desta conta. ${desk}`,
  'password.self-only': 'Só posso ajudar com a sua própria senha.',
  'password.still-locked': `${theAccounts} também ${locked}, e não consigo {count, plural, one {desbloqueá-la} other {desbloqueá-las}} daqui: uma nova senha pode não bastar.`,
  'password.unclear': `Não sei se a troca da senha de {accounts} foi iniciada: veja se chegou alguma mensagem. ${desk}`,
  'person.field': 'Pessoa',
  'person.unknown': 'Não posso ajudar por aqui. Fale com a central de serviços.',
  'proof.check-code': 'Conferir o código',
  'proof.code-field': 'O código que {label} mostra agora',
  'proof.code-mail':
    'Seu código é {code}. Ele vale por {minutes, plural, one {um minuto} other {# minutos}}, e só na página que você abriu pela conversa. Não o passe a ninguém. Se não foi você quem pediu, avise a central de serviços.',
  'proof.code-sent': 'O código está a caminho. Ele vale por dez minutos; o anterior não vale mais.',
  'proof.code-typed': 'Não aceito códigos aqui e não guardei nada. Digite na página do link acima.',
  'proof.confirm': 'Confirmar que é você',
  'proof.confirmed': 'Agradeço, está confirmado. Você pode fechar esta página e voltar à conversa.',
  'proof.declined': `Sua chefia não confirmou. Não mudei nada. ${desk}`,
  'proof.manager-asked': 'Perguntei à sua chefia. Assim que houver a confirmação, eu continuo.',
  'proof.mfa': 'Antes de remover {factors} de {accounts}, preciso ter certeza de que é você.',
  'proof.not-shown': 'Isso não mostra que é você: outra pessoa entrou, ou faz tempo demais. Nada foi mudado.',
  'proof.page': 'Você vai entrar pela página habitual da sua organização. Continue somente se foi você quem pediu.',
  'proof.push': 'Perguntar em {label}',
  'proof.push-number': 'Escolha lá este número. Recuse se aparecer um pedido que não foi feito por você.',
  'proof.push-waiting': '{label} está perguntando se é você. Confirme lá; esta página continua sozinha.',
  'proof.send-code': 'Enviar um código para {address}',
  'proof.sent-field': 'O código enviado para {address}',
  'proof.sign-in': 'Entrar para confirmar',
  'proof.too-often': 'Houve tentativas demais. Nada foi mudado: espere um pouco ou escolha outro caminho.',
  'proof.try-again':
    'No momento não é possível acessar a página de entrada. Nada foi mudado: tente de novo em alguns minutos.',
  'proof.unlock': '{accounts}: vários bloqueios hoje. Antes de continuar, preciso ter certeza de que é você.',
  'proof.unlock-careful': 'Antes de desbloquear {accounts}, preciso ter certeza de que é você.',
  'proof.unreachable':
    'No momento não é possível conferir isso. Nada foi mudado: tente de novo em alguns minutos ou escolha outro caminho.',
  'proof.ways': 'Basta um destes caminhos. Continue somente se foi você quem pediu.',
  'proof.wrong': 'Isso não mostra que é você. Nada foi mudado.',
  'question.already-answered': 'Esta pergunta já foi respondida.',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.by-link':
    'Não ajo com base no texto de um e-mail, porque qualquer pessoa poderia tê-lo escrito. Responda com um dos links.',
  'question.closed': '{question}\n\n(Esta pergunta não está mais aberta.)',
  'question.expired': 'Esta pergunta expirou. Posso verificar de novo e perguntar outra vez.',
  'question.gone': 'Este botão não funciona (mais). Escreva para mim se ainda precisar de ajuda.',
  'question.unreadable': 'Não consegui ler isso. Nada foi alterado.',
  'question.which': 'Há mais de uma pergunta aberta. Responda com os botões da pergunta desejada.',
  'recover.anew':
    'Esta página só funciona no navegador em que foi pedida. Se outra pessoa enviou você para cá, avise a central de serviços. Se precisar de ajuda, comece de novo aqui.',
  'recover.code': 'O código do e-mail',
  'recover.code-mail':
    'Seu código é {code}. Ele vale por {minutes, plural, one {um minuto} other {# minutos}}, e só na página em que foi pedido. Não o passe a ninguém. Se não foi você quem pediu, avise a central de serviços.',
  'recover.login': 'Seu usuário ou endereço de trabalho',
  'recover.looking': 'Agradeço. Estou verificando; esta página continua sozinha.',
  'recover.page':
    'Para quando você não conseguir falar comigo por nenhum chat. Envio um código aos endereços que sua organização tem de você.',
  'recover.sent': 'Se eu conheço você por esse nome, um código está a caminho. Ele vale por dez minutos.',
  'secret.typed':
    'Isso parecia uma senha ou um código. Não guardei. Apague sua mensagem e altere essa senha: eu nunca preciso dela.',
  'security.reported': 'Agradeço o aviso. Deixo a conta bloqueada e abro um chamado para a equipe de segurança.',
  'security.reported-mfa': 'Agradeço o aviso. Estou abrindo um chamado para a equipe de segurança.',
  'security.suspicion':
    '{suspicion, select, weaker_factor {Foi configurado para {accounts} um segundo fator mais fácil de ser tomado que os anteriores.} new_country {{accounts} foi usado de um lugar novo: {country}.} other {{accounts} foi usado por um serviço que esconde onde a pessoa está.}}',
  'security.suspicion-ask':
    'Isso foi pouco depois de uma redefinição. Se foi você, não precisa fazer nada. Se não foi, avise-me agora mesmo com o botão.',
  'security.unlocked-by-another':
    '{name} pediu o desbloqueio {count, plural, one {da sua conta {accounts}} other {das suas contas {accounts}}}. A sua senha não mudou. Se você não pediu isso, avise-me.',
  'security.wary':
    'Até que isso seja esclarecido, vou pedir mais uma prova antes de desbloquear ou redefinir qualquer coisa sua.',
  'setting.field': 'Configuração',
  'settings.channel': 'Canal: {channel}',
  'settings.channel-auto': 'Canal: o primeiro que alcançar você',
  'settings.choose': 'O que devo alterar?',
  'settings.fixed': 'Sua organização não permite alterar isso.',
  'settings.language': 'Idioma: {language}',
  'settings.language-auto': 'Idioma: o que consta no diretório',
  'settings.notices':
    'Avisos de bloqueio: {notices, select, normal {como sua organização envia} daily {no máximo um por dia} other {nenhum; os avisos de segurança sempre chegam}}',
  'settings.saved': 'Salvo. A partir de agora:',
  'unlock.already-open': `${theAccounts} não ${locked}. Não mudei nada: você pode entrar com a sua senha atual.`,
  'unlock.cancelled': 'Cancelado. Não vou mudar nada.',
  'unlock.choose': 'Qual conta devo desbloquear?',
  'unlock.confirm': 'Quer que eu desbloqueie {accounts}?',
  'unlock.delayed': 'Não consigo acessar {system} agora. Vou continuar tentando e aviso você do resultado.',
  'unlock.done': `${theAccounts} {count, plural, one {está desbloqueada} other {estão desbloqueadas}}. Você pode entrar com a sua senha atual.`,
  'unlock.done-password-due': `${theAccounts} {count, plural, one {está desbloqueada} other {estão desbloqueadas}}. Entre com a sua senha atual: será pedido que você escolha uma nova.`,
  'unlock.done-repeatedly': `${theAccounts} {count, plural, one {está desbloqueada} other {estão desbloqueadas}}. Você pode entrar com a sua senha atual. O bloqueio já se repetiu várias vezes hoje: talvez um celular, um tablet ou uma unidade de rede ainda use uma senha antiga.`,
  'unlock.failed': `Não consegui desbloquear {accounts}. ${desk}`,
  'unlock.lock-changed': `${theAccounts} {count, plural, one {foi bloqueada de novo depois da minha pergunta. Quer que eu a desbloqueie?} other {foram bloqueadas de novo depois da minha pergunta. Quer que eu as desbloqueie?}}`,
  'unlock.no-account': 'Não encontrei nenhuma conta sua que eu possa consultar. Fale com a central de serviços.',
  'unlock.password-due': `${theAccounts} não ${locked}, mas a senha precisa ser alterada: ao entrar, será pedido que você escolha uma nova. Não mudei nada.`,
  'unlock.proof-needed': `Antes de desbloquear, preciso ter certeza de que é você, e não tenho como verificar isso aqui. Não mudei nada. ${desk}`,
  'unlock.refused': `Não posso desbloquear esta conta. ${desk}`,
  'unlock.self-only': 'Só posso desbloquear a sua própria conta.',
};
