/** One finding of a connector's `check`. */
export interface Diagnostic {
  readonly severity: 'ok' | 'warning' | 'error';
  /** The operation it is about, such as `account.unlock`; absent when it is about the connection as a whole. */
  readonly operation?: string;
  readonly summary: string;
  /** One sentence: what to do about it. Required for warnings and errors, so it is empty only when all is well. */
  readonly remedy: string;
}
