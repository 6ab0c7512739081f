import type { OperatorRole } from '../api/console-types.ts';

/** What somebody with a role may do. */
export const roleWords: Readonly<Record<OperatorRole, string>> = {
  viewer: 'sees everything, changes nothing.',
  desk: 'sees everything, resolves and replays tickets.',
  admin: 'may do everything there is.',
};
