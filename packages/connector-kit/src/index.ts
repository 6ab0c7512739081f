export { beforeAbort } from './before-abort.ts';
export { Secret, secret } from './secret.ts';
export type { DeadlineOptions } from './within-deadline.ts';
export { withinDeadline } from './within-deadline.ts';
