import { existsSync, readdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is missing for a clock that can jump; undefined: nothing. */
export function missingForWallClock(): string | undefined {
  return library() === undefined ? 'apt-get install --no-install-recommends faketime' : undefined;
}

/** The clock on the wall, as the servers of one installation see it. Their timers go on as ever. */
export class WallClock {
  readonly #file: string;
  #offset = 0;

  private constructor(file: string) {
    this.#file = file;
  }

  static async hang(directory: string): Promise<WallClock> {
    const clock = new WallClock(join(directory, 'clock'));
    await clock.jump(0);
    return clock;
  }

  get environment(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: library() ?? '',
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** What it shows. */
  now(): Date {
    return new Date(Date.now() + this.#offset * 1000);
  }

  /** From now on it is so many seconds ahead of the truth. */
  async jump(seconds: number): Promise<void> {
    // In one step: whoever looks at half a file sees another time.
    await writeFile(`${this.#file}.next`, seconds < 0 ? String(seconds) : `+${seconds}`);
    await rename(`${this.#file}.next`, this.#file);
    this.#offset = seconds;
  }
}

function library(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')) : [];
  return folders
    .map((folder) => join('/usr/lib', folder, 'faketime/libfaketimeMT.so.1'))
    .find((file) => existsSync(file));
}
