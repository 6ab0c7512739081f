/** Whether a statement found that what it relies on is not so: the SQL function `insist` said no. */
export function isInsisted(error: unknown): boolean {
  return (error as { readonly code?: unknown } | undefined)?.code === 'AA001';
}
