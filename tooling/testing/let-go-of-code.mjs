// Before each test file: V8 remembers what it compiled, and every test file compiles its modules anew. What it remembers of
// files that are done is never asked for again, but each collection of garbage walks over it: some 20 MB a file.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-compilation-cache');
