// Presses a server until its parent is gone: in a process of its own, so that whoever measures is not slowed by it.
import { type KeepPressingOptions, keepPressing } from '../testing/index.ts';

const pressure = await keepPressing(JSON.parse(process.argv[2] ?? '') as KeepPressingOptions);
process.on('message', () => process.send?.(pressure.open()));
process.once('disconnect', () => process.exit(0));
process.send?.(pressure.open());
