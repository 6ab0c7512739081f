import { loadConfiguration } from '../config/load-configuration.ts';
import type { Doctor } from '../http/api-schemas.ts';
import { doctorReport } from '../http/doctor-report.ts';
import type { CommandOptions } from './options.ts';
import { runningServer, withProduct } from './reach.ts';

const signs = { ok: '✓', warning: '!', error: '✗' } as const;

/** Asks every connector about every operation; 1 when one of them has a problem. */
export async function doctor({ config, json }: CommandOptions): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const report =
    server === undefined
      ? await withProduct(configuration, async (product) => {
          await product.connect();
          return doctorReport(product);
        })
      : ((await (await server.get('/api/v1/doctor')).json()) as Doctor);
  if (json) console.log(JSON.stringify(report));
  else print(report);
  return report.connectors.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

function print({ connectors }: Doctor): void {
  for (const { name, package: packageName, diagnostics } of connectors) {
    console.log(`${name}  (${packageName})`);
    for (const { severity, operation, summary, remedy } of diagnostics) {
      console.log(
        `  ${signs[severity]} ${operation === undefined ? '' : `${operation}: `}${summary}${remedy === '' ? '' : ` → ${remedy}`}`,
      );
    }
  }
}
