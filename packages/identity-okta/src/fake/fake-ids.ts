/** Ids as Okta's are: a prefix that says of what, and 20 characters in all. They rise, so that pages have an order. */
export function fakeIds(): (prefix: string) => string {
  let count = 0;
  return (prefix) => {
    count += 1;
    return prefix + count.toString(36).padStart(20 - prefix.length, '0');
  };
}
