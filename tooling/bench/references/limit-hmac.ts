// Nothing but HTTP and a signature: what any signed webhook costs on this machine.
import { readReferenceOptions } from './reference-options.ts';
import { serveSigned } from './serve-signed.ts';

const { secret } = readReferenceOptions();
serveSigned({ secret, handle: async (body) => void JSON.parse(body) });
