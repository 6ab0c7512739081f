import { UncertainCommitError } from './uncertain-commit-error.ts';

/** SQLSTATE of a server that is going, coming or full (PostgreSQL Appendix A: classes 08, 53 and 57P). */
const sqlState = /^(08|53|57P)/;
const socketError = /^E[A-Z]+$/;
const lost = /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/;

/** Whether an error says that the database is not there, and nothing about what was asked of it. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof UncertainCommitError) return isConnectionLoss(error.cause);
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && (sqlState.test(code) || socketError.test(code))) return true;
  return lost.test(error.message);
}
