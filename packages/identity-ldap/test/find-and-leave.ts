import { fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';

// A process of its own, started by process-exit.real.test.ts: it connects, finds somebody, and leaves without closing.
const { operations } = await connected(JSON.parse(process.argv[2] ?? ''));
const found = await operations['account.find']({ by: 'login', value: process.argv[3] ?? '' }, fakeCall());
process.stdout.write(String(found.length));
