/** The word itself and what is left of it without one letter: words one slip apart have one of these in common. */
export function neighbours(word: string): readonly string[] {
  if (word.length > 24) return [word];
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
}

/** One letter missing, added or wrong, or two swapped. */
export function isOneSlipAway(word: string, right: string): boolean {
  if (Math.abs(word.length - right.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === right[start]) start += 1;
  let tail = 0;
  const shorter = Math.min(word.length, right.length) - start;
  while (tail < shorter && word[word.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  const [left, wanted] = [word.slice(start, word.length - tail), right.slice(start, right.length - tail)];
  const isSwap = left.length === 2 && wanted.length === 2 && left[0] === wanted[1] && left[1] === wanted[0];
  return (left.length <= 1 && wanted.length <= 1) || isSwap;
}
