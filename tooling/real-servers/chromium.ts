import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** What has to be installed before a browser can run here; undefined when nothing is missing. */
export function missingForChromium(): string | undefined {
  return existsSync(executablePath) ? undefined : 'apt-get install --no-install-recommends chromium';
}

/** Starts Debian's Chromium without a window. It calls nobody, and runs as root too. */
export function launchChromium(): Promise<Browser> {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] });
}
