import type { Catalogue } from '../catalogue.ts';

const desk =
  '{ticket, select, opened {サービスデスクの担当者が引き継ぎます。これからチケットを作成します。} other {サービスデスクにお問い合わせください。}}';
const inDays = '{days, plural, =0 {本日} =1 {明日} other {あと # 日で}}';
const lockedOut = 'パスワードの入力を何度も間違えたため、ロックされています。';

/** Japanese, polite (です・ます). */
export const ja: Catalogue = {
  'account.continue': '続ける',
  'account.field': 'アカウント',
  'another.desk': `{name} さんの分は、ここからは対応できません。${desk}`,
  'another.done':
    '{name} さんの {accounts} のロックを解除しました。パスワードは変わっていません。{name} さんにもお知らせします。',
  'another.not-found':
    'お手続きいただける方の中に、その名前の方は見つかりませんでした。ご自身のアカウントの場合は、名前を付けずにお書きください。それ以外の場合は、サービスデスクのチケットを作成できます。作成しますか？',
  'another.not-locked': '{name} さんの {accounts} はロックされていません。何も変更していません。',
  'another.prove':
    '{name} さんの {accounts} がロックされています。ロックを解除する前に、ご依頼がご本人からのものであることを確認させてください。',
  'another.which': 'どなたのアカウントですか？ご自身で直接話した方だけを選んでください。',
  'approval.declined': 'ありがとうございます。何も変更せず、セキュリティチームのチケットを作成します。',
  'approval.given': 'ありがとうございます。手続きを続けます。',
  'approval.mfa':
    '{name} さんから、{accounts} の{factors}を削除してほしいという依頼がありました。本当にご本人の依頼か、直接話すか、ご存じの番号に電話して確かめてください。確認しましたか？',
  'approval.unlock':
    '{name} さんから、{accounts} のロックを解除してほしいという依頼がありました。本当にご本人の依頼か、直接話すか、ご存じの番号に電話して確かめてください。確認しましたか？',
  'choice.approve': '確認しました',
  'choice.ask-manager': '上司に確認を頼む',
  'choice.cancel': 'キャンセル',
  'choice.change-password': 'パスワードを変更',
  'choice.check-again': 'もう一度確認',
  'choice.decline': '確認できません',
  'choice.edit': '依頼内容を編集',
  'choice.extend': '延長',
  'choice.ignore': '無視',
  'choice.lost-device': 'MFA をリセット',
  'choice.no': 'いいえ',
  'choice.not-me': '自分ではありません',
  'choice.reset-mfa': 'はい、MFA をリセットします',
  'choice.service-desk': 'サービスデスク',
  'choice.start-reset': 'パスワードを忘れた',
  'choice.unlock': 'アカウントのロックを解除',
  'choice.view-answer': '回答を見る',
  'choice.works': '使えました',
  'choice.yes': 'はい',
  'desk.answered': 'サービスデスクが {about} に対応しました：{words}',
  'desk.answered-there': 'サービスデスクが {about} を解決済みにしました。まだ問題がある場合は、ここに書いてください。',
  'desk.declined': '承知しました。チケットは作成していません。',
  'desk.offer': 'チケットを作成すると、サービスデスクの担当者が対応します。作成しますか？',
  'desk.offer-mfa':
    '多要素認証のリセットは、こちらでは行えません。サービスデスクが対応します。チケットを作成しますか？',
  'desk.offer-password':
    'パスワードのリセットは、こちらでは始められません。サービスデスクが対応します。チケットを作成しますか？ パスワードは、こちらにもほかの誰にも絶対に送らないでください。',
  'desk.offer-system':
    '「{system}」はここに接続されていないため、こちらでは何もできません。サービスデスクのチケットを作成しますか？',
  'desk.opened': 'チケット番号は {number} です。サービスデスクからご連絡します。',
  'desk.opening': 'サービスデスクのチケットを作成します。番号は後ほどお知らせします。',
  'expiry.account-ended':
    'アカウント {accounts} の有効期限が切れました。引き続き必要な場合は、上司に延長を依頼してください。',
  'expiry.account-extended': '{accounts} について先にお知らせした有効期限は、変更されました。',
  'expiry.account-reminder': `アカウント {accounts} の有効期限は${inDays}切れます。その後も必要な場合は、上司に延長を依頼してください。`,
  'expiry.changed': '{accounts} のパスワードはすでに変更されています。必要な操作はありません。',
  'expiry.expired': '{accounts} のパスワードの有効期限が切れました。新しいパスワードを設定してください。',
  'expiry.ignored':
    '承知しました。{until, select, expired {次にお知らせするのは、このパスワードの有効期限が切れた場合だけです。} other {次のパスワードの有効期限が近づいたら、またお知らせします。}}',
  'expiry.reminder': `{accounts} のパスワードの有効期限は${inDays}切れます。それまでに新しいパスワードを設定してください。`,
  'extension.dismissed': '承知しました。何も変更しません。',
  'extension.ended': '{name} さんのアカウント {accounts} の有効期限が切れました。延長しますか？',
  'extension.notice': `{name} さんのアカウント {accounts} の有効期限は${inDays}切れます。延長しますか？`,
  'extension.opening': '延長のためのチケットを作成します。番号は後ほどお知らせします。',
  'factor.all': 'すべて',
  'factor.field': '第 2 要素',
  'factor.option':
    '{label}（{kind, select, totp {認証アプリ} push {プッシュ通知} sms {SMS} call {電話} email {メール} security_key {セキュリティキー} passkey {パスキー} hardware_token {ハードウェアトークン} other {その他}}）',
  'follow.handed-over': `{accounts} でのサインインがまだ確認できません。${desk}`,
  'follow.nudge': '{accounts} でのサインインがまだ確認できていません。もう使えるようになりましたか？',
  'follow.works': 'それはよかったです。',
  'help.locked': `{accounts} は、${lockedOut}`,
  'help.open': '{accounts} はロックされておらず、変更が必要なパスワードも見当たりません。',
  'help.password-due': '{accounts} のパスワードは変更が必要です。',
  'help.refused': 'お使いのアカウントの中に、サービスデスクの担当者しか対応できないものがあります。',
  'help.unclear': 'ご用件がよく分かりませんでした。',
  'help.unreadable': '現在、{accounts} の状態を確認できません。',
  'help.way':
    '{help, select, unlock {アカウントのロック解除} start_reset {新しいパスワードのお手伝い} lost_device {多要素認証のリセット} other {担当者への取り次ぎ}}',
  'help.what-i-can-do': 'こちらでできるのは、{helps}です。お選びください。',
  'help.what-now': 'どのようなご用件ですか？',
  'hold.reported':
    'お知らせいただきありがとうございます。削除がまだ行われていない場合は中止し、セキュリティチームに連絡します。',
  'hold.stopped': '中止しました。何も削除していません。',
  'hold.told':
    'コードを確認しました。{minutes, plural, other {#分}}後に {accounts} の{factors}を削除します。ご本人でない場合に備え、それまでの間に他のチャネルにもお知らせします。',
  'hold.told-elsewhere':
    '予備のアドレスに送られたコードにより、{minutes, plural, other {#分}}後に {accounts} の{factors}が削除されます。お心当たりがない場合はお知らせください。その場合は何も削除しません。',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none': `{system} の手順書がありません。${desk}`,
  'link.code-mail':
    'コードは {code} です。有効期間は{minutes, plural, other {#分}}間で、請求した {channel} の会話でのみ使えます。そこに入力した人を、以後あなたご本人として扱います。誰にも教えないでください。お心当たりがない場合は、サービスデスクにご連絡ください。',
  'link.code-sent':
    '組織に登録されているあなたのアドレスにコードを送信します。ここに入力してください。有効期間は{minutes, plural, other {#分}}間です。',
  'link.code-wrong':
    'コードが違います。何も変更していません。{tries, plural, =0 {新しいコードを送信できます。} other {あと#回入力できます。}}',
  'link.desk':
    '{channel} では別のユーザーをあなたとして登録しています。同じ方かどうかをここからは確認できません。サービスデスクにお問い合わせください。',
  'link.moved':
    'ありがとうございます。今後は {channel} でこのユーザーをあなたとして扱います。しばらくの間、ロック解除やリセットの前に、本人確認をもう一つお願いします。',
  'link.moved-elsewhere':
    '今後は {channel} で、これまでとは別のユーザーをあなたとして扱います。お心当たりがない場合はお知らせください。その場合、セキュリティチームの確認が終わるまで、そこでは誰もあなたとして扱いません。',
  'link.send-code': 'コードを送信',
  'link.taken':
    '{channel} では別のユーザーをあなたとして登録しています。組織に登録されているあなたのアドレスにコードを送信できます。ここに入力すると、このユーザーをあなたとして扱います。送信しますか？',
  'lockout.dismissed':
    '承知しました。何も変更しません。パスワードを入力したのがご自身でない場合は、ボタンでお知らせください。',
  'lockout.notice': `アカウント {accounts} は、${lockedOut}ロックを解除しますか？`,
  'lockout.notice-instructions': `アカウント {accounts} は、${lockedOut}ロックの解除方法をご案内しますか？`,
  'mfa.already-gone': '{accounts} の {factors}は、すでにありませんでした。',
  'mfa.article': 'MFA をリセットする方法はこちらです：{title}',
  'mfa.choose': '{accounts} のどの第 2 要素を削除しますか？',
  'mfa.choose-account': 'どのアカウントの MFA をリセットしますか？',
  'mfa.confirm':
    '{accounts} の MFA をリセットしますか？ {factors}を削除します。その後、新しいデバイスで MFA を設定してください。',
  'mfa.confirm-last':
    '{accounts} の MFA をリセットしますか？ 最後に残っている {factors}を削除します。その後、新しいデバイスで MFA を設定してください。',
  'mfa.done': 'リセットが完了しました。{accounts} から {factors}を削除しました。',
  'mfa.done-elsewhere':
    'たった今 MFA がリセットされ、{accounts} から {factors}が削除されました。お心当たりがない場合は、すぐにボタンでお知らせください。',
  'mfa.done-one': 'リセットが完了しました。{accounts} から {factors}を削除しました。ほかの要素はそのままです。',
  'mfa.enrol':
    'リンクから、新しいデバイスで MFA を設定してください。設定しない場合は、次回のサインイン時に設定を求められます。',
  'mfa.enrol-label': 'MFA を設定',
  'mfa.failed': `{accounts} の第 2 要素を確認できませんでした。何も変更していません。${desk}`,
  'mfa.none': '{accounts} には第 2 要素が設定されていません。何も変更していません。',
  'mfa.not-removed': `{accounts} から {factors}が削除されたことを確認できませんでした。${desk}`,
  'mfa.offer': 'または、こちらでリセットしますか？',
  'mfa.partly-done': '{accounts} から {factors}を削除しました。',
  'mfa.proof-needed': `第 2 要素を削除する前にご本人であることを確認する必要がありますが、ここでは確認できません。何も変更していません。${desk}`,
  'mfa.refused': `このアカウントの MFA はリセットできません。${desk}`,
  'mfa.self-only': 'MFA をリセットできるのは、ご自身のアカウントだけです。',
  'mfa.sessions-ended':
    '{accounts} のすべてのセッションを終了しました。必要なところで、もう一度サインインしてください。',
  'mfa.sessions-remain':
    '{accounts} のセッションが終了したことを確認できませんでした。サインイン中の状態がしばらく続くことがあります。',
  'operators.began':
    '{trouble, select, connector {{name} が正常に動作していません：{detail}} tickets {保留されたチケットが対応を待っています：{detail}} effects {保留された処理が対応を待っています：{detail}} audit {監査記録に対応が必要です：{detail}} other {多数の方が同時にロックされています：{detail}}}',
  'operators.more': 'ほかに {more, plural, other {# 件}}あります。コンソールをご覧ください。',
  'operators.over':
    '{trouble, select, connector {{name} は再び正常に動作しています。} tickets {保留されたチケットはなくなりました。} effects {保留された処理はなくなりました。} audit {監査記録は正常に戻りました。} other {多数の方が同時にロックされる状況は収まりました：{detail}}}',
  'page.missing': 'このページはありません。アドレスをご確認ください。',
  'page.press': 'ボタンを押すまで何も行われません。',
  'page.taken': 'ありがとうございます。ご回答を受け取りました。続きはメールでお知らせします。',
  'page.try-again': 'ただいま保存できませんでした。何も変更されていません。もう一度お試しください。',
  'password.choose': 'どのアカウントについてですか？',
  'password.failed': `{accounts} のパスワード変更を開始できませんでした。${desk}`,
  'password.link':
    'リンクから {accounts} の新しいパスワードを設定してください。設定するまで、現在のパスワードはそのままです。',
  'password.link-label': '新しいパスワードを設定',
  'password.link-until':
    'リンクから {accounts} の新しいパスワードを設定してください。リンクの有効期間は {minutes} 分です。設定するまで、現在のパスワードはそのままです。',
  'password.locked-too': `{accounts} は、${lockedOut}先にロックを解除してから、新しいパスワードの設定をご案内しますか？`,
  'password.mailed':
    '{accounts} の新しいパスワードを設定するためのメッセージを {to} に送信しています。設定するまで、現在のパスワードはそのままです。',
  'password.portals':
    'こちらで {accounts} の新しいパスワードを設定してください。パスワードがこちらに伝わることはありません。',
  'password.refused': `このアカウントのパスワードについては対応できません。${desk}`,
  'password.self-only': '対応できるのは、ご自身のパスワードだけです。',
  'password.still-locked':
    '{accounts} はロックもされていますが、ここからは解除できません。新しいパスワードを設定するだけでは不十分な場合があります。',
  'password.unclear': `{accounts} のパスワード変更が開始されたかどうか分かりません。メッセージが届いているかご確認ください。${desk}`,
  'person.field': '対象者',
  'person.unknown': 'ここからは対応できません。サービスデスクにお問い合わせください。',
  'proof.check-code': 'コードを確認',
  'proof.code-field': '{label} に今表示されているコード',
  'proof.code-mail':
    'コードは {code} です。有効期間は{minutes, plural, other {#分}}間で、会話から開いたページでのみ使えます。誰にも教えないでください。お心当たりがない場合は、サービスデスクにご連絡ください。',
  'proof.code-sent': 'コードを送信しました。有効期間は10分間です。以前のコードは使えなくなりました。',
  'proof.code-typed':
    'ここではコードを受け付けていません。内容は保存していません。上のリンク先のページで入力してください。',
  'proof.confirm': '本人であることを確認',
  'proof.confirmed': '確認できました。このページを閉じて、会話に戻ってください。',
  'proof.declined': `上司の確認が得られませんでした。何も変更していません。${desk}`,
  'proof.manager-asked': '上司に確認を依頼しました。確認が取れ次第、手続きを続けます。',
  'proof.mfa': '{accounts} の{factors}を削除する前に、ご本人であることを確認する必要があります。',
  'proof.not-shown':
    'ご本人であることを確認できませんでした。別の方がサインインしたか、時間が経ちすぎています。何も変更していません。',
  'proof.page': '組織のいつもの画面でサインインします。ご自身で依頼した場合にだけ進んでください。',
  'proof.push': '{label} に確認を送る',
  'proof.push-number': '端末でこの番号を選んでください。ご自身で依頼していない確認が表示された場合は拒否してください。',
  'proof.push-waiting':
    '{label} にご本人かどうかの確認が届いています。端末で承認してください。このページは自動的に進みます。',
  'proof.send-code': '{address} にコードを送る',
  'proof.sent-field': '{address} に届いたコード',
  'proof.sign-in': 'サインインして確認',
  'proof.too-often': '試行回数が多すぎます。何も変更していません。しばらく待つか、別の方法をお選びください。',
  'proof.try-again': '現在サインイン画面に接続できません。何も変更していません。数分後にもう一度お試しください。',
  'proof.unlock': '{accounts} は本日何度もロックされています。続ける前に、ご本人であることを確認する必要があります。',
  'proof.unlock-careful': '{accounts} のロックを解除する前に、ご本人であることを確認する必要があります。',
  'proof.unreachable': '現在確認できません。何も変更していません。数分後にもう一度試すか、別の方法をお選びください。',
  'proof.ways': '次のいずれか一つの方法で確認できます。ご自身で依頼した場合にだけ進んでください。',
  'proof.wrong': 'ご本人であることを確認できませんでした。何も変更していません。',
  'question.already-answered': 'この質問にはすでに回答済みです。',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.by-link':
    'メールの本文は誰でも書けるため、それだけでは何も行いません。いずれかのリンクからお答えください。',
  'question.closed': '{question}\n\n（この質問は終了しました。）',
  'question.expired': 'この質問は期限が切れました。もう一度確認して、改めてお尋ねすることができます。',
  'question.gone':
    'このボタンは使えません（または使えなくなりました）。まだお困りの場合は、メッセージをお送りください。',
  'question.unreadable': '読み取れませんでした。何も変更していません。',
  'question.which': '未回答の質問が複数あります。該当する質問のボタンでお答えください。',
  'recover.anew':
    'このページは、手続きを始めたブラウザーでのみ使えます。ほかの人からここへ案内された場合は、サービスデスクにお知らせください。お困りの場合は、ここで最初からやり直してください。',
  'recover.code': 'メールに記載のコード',
  'recover.code-mail':
    'コードは {code} です。有効期間は{minutes, plural, other {#分}}間で、請求したページでのみ使えます。誰にも教えないでください。お心当たりがない場合は、サービスデスクにご連絡ください。',
  'recover.login': 'ログイン名または勤務先のアドレス',
  'recover.looking': 'ありがとうございます。確認しています。このページは自動的に進みます。',
  'recover.page':
    'どのチャットからも連絡できないときのためのページです。組織に登録されているあなたのアドレスにコードを送ります。',
  'recover.sent': 'その名前で登録されている場合、コードをお送りしています。有効期間は10分間です。',
  'secret.typed':
    'パスワードまたはコードのようなものが含まれていました。保存はしていません。メッセージを削除し、そのパスワードを変更してください。こちらでパスワードが必要になることは決してありません。',
  'security.reported':
    'お知らせいただきありがとうございます。アカウントはロックしたままにし、セキュリティチームのチケットを作成します。',
  'security.reported-mfa': 'お知らせいただきありがとうございます。セキュリティチームのチケットを作成します。',
  'security.suspicion':
    '{suspicion, select, weaker_factor {{accounts} に、これまでより乗っ取られやすい第二要素が設定されました。} new_country {{accounts} がこれまでになかった場所（{country}）から使われました。} other {{accounts} が、接続元を隠すサービスを通して使われました。}}',
  'security.suspicion-ask':
    'リセットの直後の出来事です。ご本人であれば、何もする必要はありません。お心当たりがない場合は、すぐにボタンでお知らせください。',
  'security.unlocked-by-another':
    '{name} さんの依頼により、あなたの {accounts} のロックが解除されました。パスワードは変わっていません。心当たりがない場合はお知らせください。',
  'security.wary': '確認が終わるまで、ロック解除やリセットの前に、本人確認をもう一つお願いします。',
  'setting.field': '設定',
  'settings.channel': '連絡先：{channel}',
  'settings.channel-auto': '連絡先：最初につながるもの',
  'settings.choose': 'どれを変更しますか？',
  'settings.fixed': '組織の方針により、変更できません。',
  'settings.language': '言語：{language}',
  'settings.language-auto': '言語：ディレクトリのとおり',
  'settings.notices':
    'ロックの通知：{notices, select, normal {組織の設定のとおり} daily {1 日に 1 回まで} other {なし（セキュリティのお知らせは必ず届きます）}}',
  'settings.saved': '保存しました。今後の設定は次のとおりです。',
  'unlock.already-open':
    '{accounts} はロックされていません。何も変更していません。現在のパスワードでサインインできます。',
  'unlock.cancelled': 'キャンセルしました。何も変更しません。',
  'unlock.choose': 'どのアカウントのロックを解除しますか？',
  'unlock.confirm': '{accounts} のロックを解除しますか？',
  'unlock.delayed': '現在 {system} に接続できません。引き続き試み、結果をお知らせします。',
  'unlock.done': '{accounts} のロックを解除しました。現在のパスワードでサインインできます。',
  'unlock.done-password-due':
    '{accounts} のロックを解除しました。現在のパスワードでサインインしてください。新しいパスワードの設定を求められます。',
  'unlock.done-repeatedly':
    '{accounts} のロックを解除しました。現在のパスワードでサインインできます。本日は何度もロックされています。スマートフォン、タブレット、ネットワークドライブなどで古いパスワードが使われている可能性があります。',
  'unlock.failed': `{accounts} のロックを解除できませんでした。${desk}`,
  'unlock.lock-changed': 'お尋ねした後に {accounts} が再びロックされました。ロックを解除しますか？',
  'unlock.no-account': '確認できるアカウントが見つかりませんでした。サービスデスクにお問い合わせください。',
  'unlock.password-due':
    '{accounts} はロックされていませんが、パスワードは変更が必要です。サインイン時に新しいパスワードの設定を求められます。何も変更していません。',
  'unlock.proof-needed': `ロックを解除する前に、ご本人であることを確認する必要がありますが、ここでは確認できません。何も変更していません。${desk}`,
  'unlock.refused': `このアカウントのロックは解除できません。${desk}`,
  'unlock.self-only': 'ロックを解除できるのは、ご自身のアカウントだけです。',
};
