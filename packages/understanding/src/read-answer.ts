import type { Intent } from './reading.ts';

type Answer = Extract<Intent, 'affirm' | 'deny' | 'cancel' | 'edit'>;

const answers: Readonly<Record<Answer, string>> = {
  affirm: `yes|y|yep|yeps|yup|yeah|yea|ya|yah|yeh|ye|aye|sure|sure thing|for sure|ok|okay|okey|okie|k|kk|okey dokey|alright|all right|fine|that is fine|fine by me
    |of course|ofc|certainly|absolutely|definitely|totally|by all means|with pleasure|why not|go|go ahead|go on|go for it|do it|do that|do so|please do|just do it|make it so|proceed|continue|carry on
    |confirm|confirmed|i confirm|affirmative|approve|approved|i approve|agree|agreed|i agree|i do|i accept|accept|correct|that is correct|right|that is right|exactly|indeed
    |sounds good|looks good|sounds great|i want that|i would like that|i would love that|that would be great|that would be good|that works|works for me
    |i am sure|it is ok|it is okay|that is ok|that is okay|:thumbsup:|:+1:|+1|:ok_hand:|:white_check_mark:|👍|👌|✅|✔|☑|🆗|💯|hell yes|hell yeah|yes sir|let us do it|let us go|accepted|accurate|true|that is true|that is accurate|roger|roger that|yeap|ys|that is a yes|sounds perfect|i would love to|i would like to|i would|you can|yes you can|you got it|i want to|that is affirmative|that is confirmed|10-4`,
  deny: `no|n|nope|nop|nah|na|nay|no way|not now|not today|not yet|not really|no need|not necessary|not needed|not interested|negative|never|i do not|i do not want to|i do not want that|i do not want it
    |do not|do not do it|do not do that|please do not|i would rather not|rather not|decline|i decline|declined|reject|i reject|refuse|dismiss|ignore|ignore it|not ok|not okay|not good|not correct|not right|wrong|false|incorrect
    |that is wrong|that is not right|that is not correct|absolutely not|definitely not|certainly not|of course not|hell no|i disagree|disagree|no deal|i said no|not that|i pass|i will pass|naw|deny|not right now|not this time|that is incorrect|that is false|that is a negative|it is not ok|it is not okay|neither|i would say no|i am afraid not|afraid not|not exactly|not for me|i do not think so|do not think so|i am good|i am fine|no is the answer|:thumbsdown:|:-1:|-1|:x:|👎|❌|✖|🚫|⛔`,
  cancel: `cancel|cancel it|cancel this|cancel that|cancel the request|cancel request|cancel my request|cancel everything|never mind|nevermind|nvm|forget it|forget that|forget about it|stop|stop it|stop this|stop that|abort|abort it|abort that|quit|exit
    |leave it|drop it|scratch that|undo|end|start over|i changed my mind|i have changed my mind|changed my mind|go away`,
  edit: `edit|edit it|edit this|edit that|edit request|edit the request|edit my request|change|change it|change that|change this|change request|change the request|modify|modify it|modify request|modify the request|let me edit|let me edit it|let me change it
    |i want to edit it|i want to change it|i want to edit the request|i want to change the request|different account|another account|other account|a different account|the other account|wrong account|that is the wrong account|not that account`,
};

/** Said along with an answer; it decides nothing. */
const courtesies = new Set(
  'please|thanks|thank you|sorry|good|great|cool|perfect|awesome|wonderful|excellent|super|nice|lovely|amazing|thank you very much|many thanks|thanks a lot|thx|kindly|cheers|mate|sir|then|and|hi|hello|hey|oh|well|just|🙏|🙂|😀|😊|😄|🎉'.split(
    '|',
  ),
);

const plainNo = new Set(['no', 'n', 'nope', 'nah']);

const kinds = new Map<string, Answer | 'courtesy'>([...courtesies].map((phrase) => [phrase, 'courtesy'] as const));
for (const answer of ['affirm', 'deny', 'cancel', 'edit'] as const) {
  for (const phrase of answers[answer].split('|')) kinds.set(phrase.trim(), answer);
}
const vocabulary = new Set([...kinds.keys()].flatMap((phrase) => phrase.split(' ')));
const longestPhrase = Math.max(...[...kinds.keys()].map((phrase) => phrase.split(' ').length));

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\bdon'?t\b/g, 'do not'],
  [/\bi'?m\b/g, 'i am'],
  [/\bi'd\b/g, 'i would'],
  [/\bi've\b/g, 'i have'],
  [/\bit'?s\b/g, 'it is'],
  [/\bthat'?s\b/g, 'that is'],
  [/\blet'?s\b/g, 'let us'],
  [/\b(?:pls|plz)\b/g, 'please'],
  [/\bisn'?t\b/g, 'is not'],
];

export interface AnswerOptions {
  /** Cleaned. */
  readonly text: string;
  readonly question: 'yes-no' | 'yes-edit-cancel';
}

/**
 * The answer a text gives to an open question; null: it gives none.
 * A closed grammar: every word must belong to one and the same answer. One word too many, a question mark or a mixture is no answer,
 * so nothing is done that was not plainly said.
 */
export function readAnswer({ text, question }: AnswerOptions): Answer | null {
  if (text.length > 120 || text.includes('?')) return null;
  const words = answerWords(text);
  const found = new Map<Answer, string[]>();
  for (let index = 0; index < words.length; ) {
    const { kind, phrase, length } = phraseAt(words, index);
    if (kind === undefined) return null;
    if (kind !== 'courtesy') found.set(kind, [...(found.get(kind) ?? []), phrase]);
    index += length;
  }
  // "No, cancel" and "no, edit it" say one thing; "do not cancel" says another.
  const isPlainNo = (found.get('deny') ?? []).every((phrase) => plainNo.has(phrase));
  if (isPlainNo && (found.has('cancel') || found.has('edit'))) found.delete('deny');
  const [answer, ...others] = found.keys();
  if (answer === undefined || others.length > 0) return null;
  return answer === 'edit' && question !== 'yes-edit-cancel' ? null : answer;
}

function answerWords(text: string): readonly string[] {
  const lower = text.toLowerCase().replace(/\p{Emoji_Modifier}|:skin-tone-\d:/gu, '');
  const expanded = contractions.reduce((line, [short, long]) => line.replace(short, long), lower);
  const spaced = expanded.replace(/[👍👌✅✔☑🆗💯👎❌✖🚫⛔🙏🙂😀😊😄🎉]/gu, ' $& ').replace(/[.,;!"()\n…–—]+/g, ' ');
  return spaced
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(withoutStretch);
}

/** "yesss" → "yes", "nooo" → "no". */
function withoutStretch(word: string): string {
  if (vocabulary.has(word)) return word;
  const short = word.replace(/(\p{L})\1{1,40}/gu, '$1');
  return vocabulary.has(short) ? short : word;
}

function phraseAt(words: readonly string[], index: number) {
  for (let length = Math.min(longestPhrase, words.length - index); length > 0; length -= 1) {
    const phrase = words.slice(index, index + length).join(' ');
    const kind = kinds.get(phrase);
    if (kind !== undefined) return { kind, phrase, length };
  }
  return { kind: undefined, phrase: '', length: 1 };
}
