import { z } from 'zod';

/** Where the provider is, or a proxy in front of it. */
export const url = z.url({ protocol: /^http$/ }).meta({ description: 'Where it listens.' });

export const standInConfig = z.strictObject({ url });
