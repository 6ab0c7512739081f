const maximumLength = 4_000;

/** Invisible characters that can hide a word or turn its direction: zero-width, bidirectional, variation selectors, tags. */
const invisible =
  /\p{Cf}|\p{Cn}|\p{Co}|\p{Cs}|\p{Variation_Selector}|\u{034F}|\u{115F}|\u{1160}|\u{17B4}|\u{17B5}|\u{3164}/gu;
const control = /[^\P{Cc}\n]/gu;

/** At most 4,000 UTF-16 units of plain text in NFKC: nothing invisible, straight quotes, one kind of space. */
export function cleanText(text: string): string {
  return text
    .slice(0, maximumLength)
    .normalize('NFKC')
    .slice(0, maximumLength)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, '')
    .replace(control, ' ')
    .replace(/[‘’‛ʼ´`]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
