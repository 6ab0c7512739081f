import { MainRoad1764000000000 } from './1764000000000-main-road.ts';

/** Every migration, oldest first. */
export const migrations = [MainRoad1764000000000];
