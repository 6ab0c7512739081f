import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { IdentityProvider } from '@access-account/connector-kit/open-id';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConsoleSignIn } from './access/console-sign-in.ts';
import { AppModule } from './app.module.ts';
import type { Configuration } from './config/load-configuration.ts';
import { connectorRoutes } from './http/connector-routes.ts';
import { consoleRoutes } from './http/console.ts';
import { answerClientError, answerFrameworkError, ErrorShape } from './http/error-shape.ts';
import { finishAnswers } from './http/finish-answers.ts';
import { hostGuard } from './http/host-guard.ts';
import { ChoicePages } from './http/pages/choice-pages.ts';
import { consolePages } from './http/pages/console-pages.ts';
import { missingPage } from './http/pages/missing-page.ts';
import { proofPages } from './http/pages/proof-pages.ts';
import { recoverPages } from './http/pages/recover-pages.ts';
import { securityHeaders } from './http/security-headers.ts';
import { fastifyLimits, limitServer, serverLimits } from './http/server-limits.ts';
import { sourceOf } from './http/source-of.ts';
import { createLogger } from './logger.ts';
import { Product } from './product.ts';
import { outboundFetch } from './registry/outbound-fetch.ts';
import type { Role } from './replica.ts';
import { OtherFactor } from './sign-in/other-factor.ts';
import { Recovery } from './sign-in/recovery.ts';
import { SecondAddress } from './sign-in/second-address.ts';
import { StartError } from './start-error.ts';

export interface Server {
  readonly product: Product;
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Resolves when the product helps people: its connectors are connected, or known to be missing. */
  readonly ready: Promise<void>;
  /** Ends within 10 s: streams get a goodbye, what was begun is finished. */
  close(): Promise<void>;
}

/** Opens the product and listens. @throws ConfigurationError, StartError */
export async function serve(configuration: Configuration, role: Role = 'all'): Promise<Server> {
  const logger = createLogger({ level: process.env.LOG_LEVEL ?? 'info', secrets: configuration.secrets });
  for (const { line, key, summary } of configuration.warnings) logger.warn(`${key} ${summary}`, { line });
  const product = await Product.open(configuration, logger, role);
  try {
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.of(product),
      new FastifyAdapter({
        ...fastifyLimits(serverLimits),
        clientErrorHandler: answerClientError,
        frameworkErrors: answerFrameworkError,
      }),
      { logger: ['error', 'warn'], rawBody: false, abortOnError: false },
    );
    const { people, languages, organization } = configuration;
    const defaultLocale = people.locale ?? languages.default;
    app.useGlobalFilters(
      new ErrorShape(logger, missingPage({ words: product.road.words, defaultLocale, organization })),
    );
    const fastify = app.getHttpAdapter().getInstance();
    limitServer(fastify.server, serverLimits);
    securityHeaders(fastify, product.publicUrl);
    hostGuard(fastify, product.publicUrl);
    finishAnswers(fastify, () => product.goodbye());
    if (role !== 'worker') {
      const { registry, road } = product;
      const { signIn } = configuration;
      const source = sourceOf(configuration.network.trustedProxies);
      await connectorRoutes(fastify, {
        registry,
        pages: new ChoicePages({
          registry,
          road,
          words: road.words,
          defaultLocale,
          organization,
          logger,
        }),
        logger,
        limits: serverLimits,
        signal: product.signal,
        sourceOf: source,
        webhook: (channel, request) => road.webhook(channel, request),
      });
      await consolePages(fastify, {
        access: product.access,
        signIn: consoleSignIn(product),
        publicUrl: () => product.publicUrl,
        organization,
        logger,
      });
      await consoleRoutes(fastify);
      const { database } = product;
      const recovery = new Recovery({
        database,
        registry,
        audit: product.audit,
        road,
        rules: configuration.policies.proof.code,
        codeKey: product.keys.code,
        tokenKey: product.keys.choiceToken,
        logger,
        signal: product.signal,
      });
      fastify.addHook('onClose', () => recovery.finish());
      await recoverPages(fastify, {
        recovery,
        sourceOf: source,
        publicUrl: () => product.publicUrl,
        words: road.words,
        defaultLocale,
        organization,
      });
      await proofPages(fastify, {
        provider:
          signIn === undefined
            ? null
            : new IdentityProvider({ ...signIn, fetch: outboundFetch(() => product.replica.isAlive()) }),
        database,
        road,
        otherFactor: new OtherFactor({ database, registry, road, logger, signal: product.signal }),
        secondAddress: new SecondAddress({
          database,
          registry,
          road,
          rules: configuration.policies.proof.code,
          key: product.keys.code,
          logger,
          signal: product.signal,
        }),
        publicUrl: () => product.publicUrl,
        defaultLocale,
        organization,
        logger,
      });
    }
    await listen(app, configuration);
    const { port } = app.getHttpServer().address() as AddressInfo;
    product.announce(port);
    const ready = product.start();
    return {
      product,
      url: `http://${configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host}:${port}`,
      ready,
      close: async () => {
        product.goodbye();
        await ready.catch(() => undefined);
        await app.close();
        await product.stop();
      },
    };
  } catch (error) {
    await product.stop();
    throw error;
  }
}

function consoleSignIn(product: Product): ConsoleSignIn | undefined {
  const { configuration, keys } = product;
  const { signIn, roles } = configuration.console;
  if (signIn === undefined) return undefined;
  return new ConsoleSignIn({
    // To sign somebody in changes nothing elsewhere.
    provider: new IdentityProvider({ ...signIn, claim: 'sub', fetch: outboundFetch(() => true) }),
    issuer: signIn.issuer,
    rules: roles,
    key: keys.consoleSignIn,
    publicUrl: () => product.publicUrl,
  });
}

async function listen(app: NestFastifyApplication, { host, port }: Configuration): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError({
      summary: code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Cannot listen on ${host}:${port} (${code}).`,
      remedy: 'Set PORT to another one (0: any that is free), or stop what uses it.',
      cause: error,
    });
  }
}
