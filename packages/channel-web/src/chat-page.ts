import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';

/** The built page beside the compiled connector; from the sources it is the same folder. */
const folder = new URL('../dist/web/', import.meta.url);

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  readonly content: Uint8Array;
  readonly contentType: string;
}

/** The page's HTML, or undefined when the package was not built. */
export async function readChatPage(): Promise<Uint8Array | undefined> {
  return readFile(new URL('index.html', folder)).catch(() => undefined);
}

/** The script by which other pages show the chat, or undefined when the package was not built. */
export async function readEmbedScript(): Promise<Uint8Array | undefined> {
  return readFile(new URL('embed.js', folder)).catch(() => undefined);
}

/** One file of the page by its bare name. Only names the folder lists are opened. */
export async function readChatAsset(name: string): Promise<PageFile | undefined> {
  const assets = new URL('assets/', folder);
  const contentType = contentTypes[extname(name)];
  const names: readonly string[] = await readdir(assets).catch(() => []);
  if (contentType === undefined || !names.includes(name)) return undefined;
  return { content: await readFile(new URL(encodeURIComponent(name), assets)), contentType };
}
