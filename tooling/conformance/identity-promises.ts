/** What every identity connector promises, by the letter that the name of a check ends with: “… (C)”. */
export const promises: Readonly<Record<string, string>> = {
  A: 'finds by login, mail and id: one, nobody, or all who share it',
  B: 'shows an account as it is',
  C: 'tells every lock by failed logins at the very next poll, once',
  D: 'tells the same again by the same cursor; a lost one misses nobody',
  E: 'unlocks, and the old password signs in',
  F: 'unlocks twice without harm',
  G: 'knows no lock whose time is over',
  H: 'says which right is missing, and claims nothing',
  I: 'says when a password ends, or must be changed',
  J: 'bad network: a typed error in time, no false claim, well afterwards',
  K: 'does what it offers, and offers nothing else',
  L: 'lists in pages; a poll costs the same among many',
  M: 'takes any text as a name',
  N: 'knows its provider’s traps',
  O: 'leaves accounts to the directory that masters them',
};
