import { isAddress, isTicketNumber, looksSecret, type Span } from './looks-secret.ts';

const names = 'パスワード|パスフレーズ|パスコード|暗証番号|合言葉|合い言葉';
const latinNames = 'password|pass|pw|pin';
const codes = '(?:認証|確認|セキュリティ|ワンタイム|PIN ?)?コード|認証番号|確認番号|OTP';
const quoted = '[「『"][^」』"\\n]{1,100}[」』"]';
const latin = '[\\x21-\\x7e]{3,64}';
const digits = '(?:\\d{3}[ -]\\d{3}|\\d{4,10})(?!\\d)';
const is = 'は|が|って|を|:|=';

/** A code of these is no secret. */
const harmless = '(?<!エラー|ステータス|商品|国|郵便|社員|終了|バー|QR)';

const assigned = new RegExp(
  `((?:${names})(?:${is})?|(?<![a-z\\d])(?:${latinNames})(?:は|が|を)) ?(${quoted}|${latin})`,
  'giu',
);
const spelled = new RegExp(
  `(?:${names})(?:は|が) ?([\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Han}ー]{1,16}?)(?:です|だよ|だ|でした)(?=[。、,.!\\s]|が|けど|ので|$)`,
  'gu',
);
const afterwards = new RegExp(
  `(${quoted}|${latin})(?:が|は) ?(?:私の|自分の|新しい|今の|前の|古い)?(?:${names}|${latinNames})`,
  'giu',
);
const codeBefore = new RegExp(`${harmless}(?:${codes})(?:${is})? ?(${digits})`, 'giu');
const codeAfter = new RegExp(`(?<!\\d)(${digits})(?:が|は) ?(?:私の)?(?:${codes})`, 'giu');

/** How things are, not what it is. */
const states =
  /期限|切れ|無効|有効|不明|間違|違|忘|同じ|何|なん|必要|正し|大丈夫|変更|設定|これ|それ|あれ|どれ|どう|いつ|以前|昔|安全|弱|強|短|長|古|新|空|秘密|わから|分から|不正|不可|ロック|複雑|簡単|初期|エラー|表示|の/;

/** What may stand behind a word in Latin letters that is the whole of what was told. */
const ending = /^ ?(?:です|だ|でした|なの|に(?:変|設定|した|して)|[。、,.!\n]|$)/;

/** Typed passwords and codes in Japanese, which has no spaces to go by. */
export function* japaneseSecrets(text: string): Generator<Span> {
  for (const match of text.matchAll(assigned)) {
    const [all, marker = '', value = ''] = match;
    const start = match.index + all.length - value.length;
    const end = start + value.length;
    // Right behind the name of a secret nobody writes the number of a ticket.
    const mayBe = !isAddress(value) || isTicketNumber(value);
    const isTold = /[はがを:=って]$/.test(marker) && ending.test(text.slice(end, end + 8)) && mayBe;
    if (isQuoted(value) ? !states.test(value) : looksSecret(value) || isTold) yield { start, end };
  }
  for (const match of text.matchAll(spelled)) {
    const [all, value = ''] = match;
    const start = match.index + all.indexOf(value, all.search(/[はが]/) + 1);
    if (!states.test(value)) yield { start, end: start + value.length };
  }
  for (const { index, 1: value = '' } of text.matchAll(afterwards)) {
    if (isQuoted(value) || looksSecret(value)) yield { start: index, end: index + value.length };
  }
  for (const match of text.matchAll(codeBefore)) {
    const [all, code = ''] = match;
    const start = match.index + all.length - code.length;
    yield { start, end: start + code.length };
  }
  for (const { index, 1: code = '' } of text.matchAll(codeAfter)) yield { start: index, end: index + code.length };
}

function isQuoted(value: string): boolean {
  return /^[「『"]/.test(value);
}
