/** What every channel promises, by the letter that the name of a check ends with: “… (C)”. */
export const promises: Readonly<Record<string, string>> = {
  A: 'knows who writes, and reaches the same person',
  B: 'takes nobody for an employee who is none',
  C: 'shows words as words: whole, in order, calling nobody',
  D: 'stays within its limits, and says what it shortened',
  E: 'shows a message to nobody else',
  F: 'sends a message once, also after a lost answer',
  G: 'says how long to wait after too many calls',
  H: 'puts what came of a question in its place',
  I: 'hands in what was said and pressed, as it was',
  J: 'acknowledges what is stored, and a repeat has its id',
  K: 'believes nothing that is forged, foreign or broken',
  L: 'goes on after a break',
  M: 'bad network: a typed error, no false claim',
  N: 'does what it offers; every finding has a remedy',
  O: 'knows its provider’s traps',
  P: 'looks right at the people’s end',
};
