import { missingForSmallDisk } from './small-disk.ts';
import { missingForWallClock } from './wall-clock.ts';

/** What a server does; `all` is what it does unless told otherwise. */
export type Role = 'all' | 'web' | 'worker';

/** An installation in which some faults are struck, one after the other. */
export interface Place {
  /** One server each. */
  readonly servers: readonly Role[];
  /** The data directory lies on a disk of its own that can be filled. */
  readonly disk?: { readonly megabytes: number; readonly databaseElsewhere?: true };
  /** Its clock can jump. */
  readonly clock?: true;
  /** What has to be there first. */
  readonly missing?: () => string | undefined;
}

export const places = {
  process: { servers: ['all'] },
  database: { servers: ['all'] },
  directory: { servers: ['all'] },
  desk: { servers: ['all'] },
  chat: { servers: ['all'] },
  'first-start': { servers: ['all'] },
  disk: { servers: ['all'], disk: { megabytes: 256 }, missing: missingForSmallDisk },
  audit: { servers: ['all'], disk: { megabytes: 8, databaseElsewhere: true }, missing: missingForSmallDisk },
  clock: { servers: ['all'], clock: true, missing: missingForWallClock },
  two: { servers: ['all', 'all'] },
  three: { servers: ['all', 'all', 'all'] },
  roles: { servers: ['web', 'worker', 'worker'] },
} as const satisfies Readonly<Record<string, Place>>;

export type PlaceName = keyof typeof places;
