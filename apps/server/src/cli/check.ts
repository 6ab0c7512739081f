import { loadConfiguration } from '../config/load-configuration.ts';
import { loadConnectors } from '../registry/load-connectors.ts';
import type { CommandOptions } from './options.ts';

/** Checks the file and every connector's part of it. @throws ConfigurationError */
export async function check({ config, json }: CommandOptions): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const found = await loadConnectors(configuration);
  const missing = found.flatMap((one) => ('definition' in one ? [] : [one]));
  if (json) {
    console.log(
      JSON.stringify({
        file: configuration.file,
        warnings: configuration.warnings,
        missing: missing.map(({ name, reason, remedy }) => ({ name, reason, remedy })),
      }),
    );
  } else {
    for (const { line, key, summary, remedy } of configuration.warnings)
      console.log(`warning  line ${line}  ${key} ${summary} ${remedy}`);
    for (const { name, reason, remedy } of missing) console.log(`error    ${name}: ${reason} ${remedy}`);
    if (missing.length === 0) console.log(`${configuration.file} is good: ${found.length} connectors.`);
  }
  return missing.length === 0 ? 0 : 1;
}
