import { GlideTables } from './glide-stand-in.ts';

/** What the app's source imports as `@servicenow/glide`, and what lies beneath it. */
export const tables = new GlideTables();
export const { GlideRecord, gs } = tables.glide();
export { GlideError as ServiceError } from './glide-stand-in.ts';
