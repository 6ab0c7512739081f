import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

/** Keys for separate purposes, all derived from one master key (HKDF, RFC 5869). */
export interface Keys {
  readonly audit: KeyObject;
  readonly choiceToken: KeyObject;
  readonly code: KeyObject;
  readonly consoleSignIn: KeyObject;
}

export interface LoadKeysOptions {
  /** `generated`, or the key itself as it came out of a reference: at least 32 characters. */
  readonly key: string;
  readonly dataDirectory: string;
}

/** Reads the master key, or makes one in the data directory that only its owner can read. */
export function loadKeys({ key, dataDirectory }: LoadKeysOptions): Keys {
  const master = key === 'generated' ? generatedKey(dataDirectory) : Buffer.from(key);
  if (master.length < 32) {
    throw new StartError({
      summary: 'The audit key is shorter than 32 characters.',
      remedy: 'Generate one, for example with `openssl rand -base64 48`, and refer to it as audit.key.',
    });
  }
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', master, '', `access-account ${purpose}`, 32)));
  return {
    audit: derive('audit'),
    choiceToken: derive('choice token'),
    code: derive('one-time code'),
    consoleSignIn: derive('console sign-in'),
  };
}

function generatedKey(dataDirectory: string): Buffer {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const file = join(dataDirectory, 'master.key');
  if (!existsSync(file)) {
    // Written aside and linked as a whole: whoever else starts now, or is killed now, never leaves or reads half a key.
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, randomBytes(48).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new StartError({
      summary: `${file} can be read by others.`,
      remedy: `Run: chmod 600 ${file}`,
    });
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64');
}

/** HMAC-SHA-256 over the parts, each preceded by its length, so that no two lists of parts collide. In base64url. */
export function mac(key: KeyObject, ...parts: readonly string[]): string {
  const measured = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return createHmac('sha256', key).update(measured).digest('base64url');
}
