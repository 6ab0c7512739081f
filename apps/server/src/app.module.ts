import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.ts';
import { ApiController } from './http/api.controller.ts';
import { HealthController } from './http/health.controller.ts';
import { Product } from './product.ts';

/** What the product shows over HTTP beside its connectors' own routes. */
@Module({})
export class AppModule {
  static of(product: Product): DynamicModule {
    return {
      module: AppModule,
      controllers: [HealthController, ApiController],
      providers: [
        { provide: Product, useValue: product },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
