import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { type Allowed, allowedKey } from '../../src/access/allow.ts';
import { ApiController } from '../../src/http/api.controller.ts';
import { HealthController } from '../../src/http/health.controller.ts';

/** A handler as the framework knows it. */
export interface Handler {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** With something in the place of what it takes. */
  readonly path: string;
  /** Undefined: it does not say who may use it. */
  readonly allowed: Allowed | undefined;
}

/** Every handler of every controller, by what the decorators wrote down. */
export const handlers: readonly Handler[] = [ApiController, HealthController].flatMap((controller) => {
  const base = String(Reflect.getMetadata('path', controller));
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name): readonly Handler[] => {
    const handler = (controller.prototype as unknown as Record<string, unknown>)[name];
    if (typeof handler !== 'function' || name === 'constructor') return [];
    const path: unknown = Reflect.getMetadata('path', handler);
    if (typeof path !== 'string') return [];
    const method = RequestMethod[Reflect.getMetadata('method', handler) as number] as 'GET' | 'POST';
    const allowed = Reflect.getMetadata(allowedKey, handler) as Allowed | undefined;
    return [{ name, method, path: `/${[base, path].join('/')}`.replace(/\/+/g, '/').replace(':key', 'any'), allowed }];
  });
});
