import type { SeededRandom } from '../testing/index.ts';
import type { PlaceName } from './places.ts';
import type { PlotName } from './plots.ts';
import type { Chapter } from './story.ts';
import type { DatabaseKind, World } from './world.ts';

export interface Fault {
  readonly name: string;
  readonly summary: string;
  readonly databases: readonly DatabaseKind[];
  readonly place: PlaceName;
  /** Where it aims: a strike lands while one of the people is in one of these chapters, and wherever the others are. Any, unless given. */
  readonly aims?: readonly Chapter[];
  /** What people go through; `unlock` unless given. */
  readonly plot?: PlotName;
  /** People in flight, 4 unless given. */
  readonly people?: number;
  /** New people come until the strike is over. */
  readonly peopleKeepComing?: true;
  /** Nobody dies and no answer is lost: whatever is asked of a provider twice is red, even where the provider knows its key. */
  readonly noRepeats?: true;
  /** Milliseconds from the kill until half of its rounds have everybody done, the server's own start included; a longer p50 is red. */
  readonly recoversWithin?: Partial<Record<DatabaseKind, number>>;
  /** A round in which nobody had to wait for its end shows nothing: it is played again, and red where that does not help. */
  readonly holdsUp?: true;
  /**
   * Breaks something and brings it back; calls `tookHold` when it is broken, where that takes a while.
   * Answers when recovery begins: `performance.now()`. @throws Error what went wrong.
   */
  readonly strike: (world: World, random: SeededRandom, tookHold: () => void) => Promise<number>;
  /** Puts back what the rest of the round was played with. */
  readonly afterwards?: (world: World) => Promise<void>;
}

export const bothDatabases = ['embedded', 'postgres'] as const;

/** After a kill. Where servers share a database, what a dead one had begun has to count as abandoned first. */
export const afterAKill = { embedded: 5000, postgres: 15_000 } as const;
