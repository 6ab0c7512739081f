import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import type { Exchange } from '../src/fake/index.ts';

export interface VendorSpec {
  observe(exchange: Exchange): void;
  /** What was not valid, one line each; and how many exchanges were looked at. */
  readonly violations: readonly string[];
  readonly looked: () => number;
}

/** Okta's own description of its interface is too big for this repository; it lies where this variable says. */
const folder = process.env.ACCESS_ACCOUNT_SPECS;
const file = folder === undefined ? undefined : join(folder, 'okta-management-subset.json');
export const hasSpec = file !== undefined && existsSync(file);

/** Runs where the spec is; elsewhere it says so. */
export const testOnSpec: typeof test = hasSpec ? test : test.skip;

/** Of what Okta publishes elsewhere, or in parts of the spec that are not in the file. */
const elsewhere =
  /^\/oauth2\/v1\/token$|^\/api\/v1\/users\/[^/]+\/factors\/[^/]+\/(verify|transactions\/[^/]+)$|^\/api\/v1\/users\/[^/]+\/roles$|^\/api\/v1\/groups\/[^/]+\/users$/;

/** Holds every request and every answer against Okta's published OpenAPI description, where it is. */
export async function vendorSpec(): Promise<VendorSpec> {
  const violations: string[] = [];
  let count = 0;
  if (!hasSpec || file === undefined) return { observe: () => {}, violations, looked: () => 0 };
  const api = await loading(file);
  const observe = ({ method, path, query, headers, status, answer }: Exchange): void => {
    if (elsewhere.test(path)) return;
    count += 1;
    const request = { method, path, query: Object.fromEntries(query), headers };
    const operation = api.matchOperation(request);
    const name = `${method} ${path}`;
    if (operation?.operationId === undefined) {
      violations.push(`${name}: Okta has no such operation`);
      return;
    }
    const asked = api.validateRequest(request, operation);
    for (const { instancePath, message } of asked.errors ?? [])
      violations.push(`${name}: asks ${instancePath} ${message}`);
    if (status === 204) return;
    const said = api.validateResponse(answer, operation, status);
    for (const { instancePath, message } of said.errors ?? []) {
      violations.push(`${name}: answers ${status} ${instancePath} ${message}`);
    }
  };
  return { observe, violations, looked: () => count };
}

let loaded: Promise<OpenAPIBackend> | undefined;

/** Once for all the worlds of a test file. */
function loading(path: string): Promise<OpenAPIBackend> {
  loaded ??= (async () => {
    const definition = mended(JSON.parse(readFileSync(path, 'utf8'))) as Document;
    const ajvOpts = { strict: false, logger: false } as const;
    return new OpenAPIBackend({ definition, strict: false, quick: true, ajvOpts }).init();
  })();
  return loaded;
}

/** ajv knows neither discriminators with a mapping nor enumerations that say a thing twice, and takes each of several fitting types for one too many. */
function mended(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(mended);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key]) => key !== 'discriminator')
      .map(([key, value]) => {
        if (key === 'oneOf' && Array.isArray(value)) return ['anyOf', value.map(mended)];
        return [key, key === 'enum' && Array.isArray(value) ? [...new Set(value)] : mended(value)];
      }),
  );
}
