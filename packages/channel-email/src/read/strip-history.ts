/** Characters of a line in which a mark of a mail program is looked for: somebody may write one of a hundred thousand. */
const longestMark = 1000;

/** How mail programs begin the mail that is answered. Long names break it over up to three lines. */
const attributions = [
  /^On\b.{5,250}\bwrote:$/i,
  /^Am\b.{5,250}\bschrieb\b.{0,200}:$/i,
  /^El\b.{5,250}\bescribió:$/i,
  /^Le\b.{5,250}\ba écrit\s?:$/i,
  /^Il\b.{5,250}\bha scritto:$/i,
  /^(Em|A)\b.{5,250}\bescreveu:$/i,
  /^\d{4}年\d{1,2}月\d{1,2}日.{0,250}[:：]$/,
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,200}<[^<>\s]{1,254}@[^<>\s@]{1,254}>\s?[:：]$/,
];

/** The same, where it begins with anything: told by its end, and only where it is one line. */
const endings = [
  /\bschrieb am\b.{3,100}:$/i,
  /(さんは書きました|さんが書きました|のメッセージ)\s?[:：]$/,
  /<[^<>\s]{1,254}@[^<>\s@]{1,254}>\s(wrote|escribió|ha scritto|escreveu|a écrit)\s?:$/i,
];

/** A line of its own above the mail that is answered or passed on. */
const separators = [
  /^-{2,}\s*(Original Message|Forwarded message|Ursprüngliche Nachricht|Originalnachricht|Weitergeleitete Nachricht|Mensaje original|Mensaje reenviado|Message d['’]origine|Message original|Message transféré|Messaggio originale|Messaggio inoltrato|Mensagem original|Mensagem encaminhada|元のメッセージ|転送されたメッセージ)\s*-{2,}$/i,
  /^_{20,}$/,
];

/** Outlook repeats the head of the mail instead. */
const headFrom = /^\*?(From|Von|De|Da|差出人|送信者)\s*[:：]\*?\s/i;
const headMore =
  /^\*?(Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Enviado|Fecha|Para|Asunto|Envoyé|Objet|À|Inviato|Data|A|Oggetto|Assunto|送信日時|日付|宛先|件名)\s*[:：]\*?\s/i;

/** Where what belongs to the sender and not to the mail begins. */
const signatures = [
  /^-- ?$/,
  /^(Sent from|Get Outlook for|Sent with)\b.{0,60}$/i,
  /^(Von meine[mr]|Gesendet (von|mit|aus))\b.{0,60}$/i,
  /^Outlook für .{2,20}(beziehen|herunterladen)$/i,
  /^(Enviado desde|Enviado do|Enviado de|Obtener Outlook para|Obter o? ?Outlook para)\b.{0,60}$/i,
  /^(Envoyé (de|depuis|à partir)|Télécharger Outlook pour|Obtenir Outlook pour)\b.{0,60}$/i,
  /^(Inviato da|Scarica Outlook per|Ottieni Outlook per)\b.{0,60}$/i,
  /^.{0,40}から送信$/,
  /^Outlook for .{2,20} を入手$/,
];

/** The paragraph with which organisations end every mail. */
const disclaimer =
  /^\W{0,4}(This (e-?mail|message)|The information|CONFIDENTIAL|Diese (E-?Mail|Nachricht)|Der Inhalt dieser|Este (correo|mensaje|e-?mail)|La información|Ce (message|courriel|mail)|Cet (e-?mail|envoi)|Les informations|Questa (e-?mail|comunicazione)|Questo messaggio|Le informazioni|Esta (mensagem|e-?mail)|As informações|この(電子)?(メール|メッセージ)|本(電子)?メール)/i;
const confidential = /confiden|privileged|vertraulich|riservat|intended (only|solely)|機密|秘密/i;

/**
 * What somebody wrote themselves: without the mail they answer (ours among it), their signature, and what their organisation
 * puts below. `isAnswer`: the mail says that it answers one.
 */
export function stripHistory(text: string, isAnswer: boolean): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = beginningOfHistory(lines);
  const quotes = isAnswer || end < lines.length;
  const own = lines.slice(0, end).filter((line) => !quotes || !/^\s?[>＞|]/.test(line));
  const kept = own.slice(0, beginningOfSignature(own)).join('\n').trim();
  // Nothing but a quotation, and no mail that it is of: those are their words.
  return kept === '' && !isAnswer && end > 0 ? text.trim() : kept;
}

function beginningOfHistory(lines: readonly string[]): number {
  const marks = lines.map((line) => (line.length > longestMark ? null : line.replace(/^[\s>＞|]+/, '').trim()));
  const found = marks.findIndex((mark, index) => {
    if (mark === null || mark === '') return false;
    if (separators.some((separator) => separator.test(mark))) return true;
    if (
      headFrom.test(`${mark} `) &&
      lines.slice(index + 1, index + 4).some((next) => headMore.test(`${next.slice(0, longestMark).trim()} `))
    )
      return true;
    if (endings.some((ending) => ending.test(mark))) return true;
    return [1, 2, 3].some((count) => {
      const some = marks.slice(index, index + count);
      return (
        !some.includes('') &&
        !some.includes(null) &&
        attributions.some((attribution) => attribution.test(some.join(' ')))
      );
    });
  });
  return found === -1 ? lines.length : found;
}

function beginningOfSignature(lines: readonly string[]): number {
  let harmlessUntil = 0;
  const found = lines.findIndex((line, index) => {
    const trimmed = line.slice(0, longestMark).trimEnd();
    const isWhole = line.length <= longestMark;
    if (isWhole && signatures.some((signature) => signature.test(trimmed) || signature.test(trimmed.trim())))
      return true;
    // What a paragraph does not say, no part of it does: each is read once, however many of its lines begin like one.
    if (index < harmlessUntil || !disclaimer.test(trimmed)) return false;
    harmlessUntil = index + 1;
    while (harmlessUntil < lines.length && lines[harmlessUntil]?.trim() !== '') harmlessUntil += 1;
    return confidential.test(lines.slice(index, harmlessUntil).join(' '));
  });
  return found === -1 ? lines.length : found;
}
