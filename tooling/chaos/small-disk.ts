import { spawnSync } from 'node:child_process';
import { appendFile, glob, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mustRun } from '../real-servers/run-command.ts';

/** What is missing for a disk that can be filled; undefined: nothing. */
export function missingForSmallDisk(): string | undefined {
  return process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'Linux and root, to mount a tmpfs';
}

/** Milliseconds after which a full disk is filled again, since what runs on it gives space back. */
const again = 50;

/** A disk in memory of limited size, that can be filled to its last byte. */
export class SmallDisk {
  readonly #folder: string;
  #full = false;
  #keeping: Promise<void> = Promise.resolve();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async mount({
    folder,
    megabytes,
  }: {
    readonly folder: string;
    readonly megabytes: number;
  }): Promise<SmallDisk> {
    await mkdir(folder, { recursive: true });
    await mustRun({
      command: 'mount',
      arguments: ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder],
    });
    const disk = new SmallDisk(folder);
    process.once('exit', disk.#letGo);
    return disk;
  }

  /** Not one byte more can be written from here on. */
  async fill(): Promise<void> {
    this.#full = true;
    await this.#fillOnce();
    this.#keeping = this.#keepFull();
  }

  async free(): Promise<void> {
    this.#full = false;
    // Filled to the end before it is given back: nothing is left behind that fills another disk.
    await this.#keeping;
    await rm(this.#filler, { force: true });
  }

  async unmount(): Promise<void> {
    await this.free();
    process.off('exit', this.#letGo);
    this.#letGo();
  }

  /** Whoever still has a file open there keeps that file, and nobody the disk. */
  readonly #letGo = (): void => {
    spawnSync('umount', ['--lazy', this.#folder]);
  };

  get #filler(): string {
    return join(this.#folder, 'filler');
  }

  async #keepFull(): Promise<void> {
    for (; this.#full; await delay(again)) await this.#fillOnce();
  }

  async #fillOnce(): Promise<void> {
    const filler = await open(this.#filler, 'a');
    try {
      for (const chunk of [Buffer.alloc(1024 * 1024), Buffer.alloc(4096)])
        await this.#untilFull(() => filler.appendFile(chunk));
    } finally {
      await filler.close();
    }
    // A file has room up to the end of its last page; empty lines in a witness say nothing.
    for await (const witness of glob('audit*.witness', { cwd: this.#folder }))
      await this.#untilFull(() => appendFile(join(this.#folder, witness), '\n'));
  }

  async #untilFull(write: () => Promise<void>): Promise<void> {
    while (this.#full) {
      try {
        await write();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
        throw error;
      }
    }
  }
}
