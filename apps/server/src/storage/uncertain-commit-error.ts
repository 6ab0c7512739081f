/** A transaction may have been committed, or was, and what had to follow the commit failed: whoever asked must look before they ask again. */
export class UncertainCommitError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
