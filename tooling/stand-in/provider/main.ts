// The providers' process: it says where it listens, and ends with whoever started it.
import { startProvider } from './provider-server.ts';

const url = await startProvider();
process.on('disconnect', () => process.exit(0));
process.send?.({ url });
