import { Readable } from 'node:stream';
import { understand } from '@access-account/understanding';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Admitted } from '../access/access.ts';
import { Allow, Fresh, Who } from '../access/allow.ts';
import { signInAfresh } from '../access/sign-in-afresh.ts';
import { shadowedFeatures } from '../config/shadowed-features.ts';
import { readCursor } from '../desk/desk-cursor.ts';
import { Product } from '../product.ts';
import { version } from '../version.ts';
import {
  type Directories,
  type Doctor,
  daysQuerySchema,
  type Ended,
  endSessionsSchema,
  type Link,
  listQuerySchema,
  type MergeAnswer,
  mergeSchema,
  type Overview,
  type Parked,
  type ParkedTickets,
  type PausesAnswer,
  pauseSchema,
  type Replayed,
  type Retried,
  replaySchema,
  resolveTicketSchema,
  resumeSchema,
  retrySchema,
  type Session,
  type TicketDetail,
  type Tickets,
  type TimelineEntry,
  ticketsQuerySchema,
} from './api-schemas.ts';
import { doctorReport } from './doctor-report.ts';
import { openapi } from './openapi.ts';
import { exportEntries, followEntries, latestEntries } from './timeline.ts';

/** Milliseconds between two looks whether whoever reads a stream is still signed in. */
const lookEvery = 5_000;
const entryId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What the console and the command line ask. */
@Controller('api')
export class ApiController {
  readonly #product: Product;

  constructor(@Inject(Product) product: Product) {
    this.#product = product;
  }

  @Allow('viewer')
  @Get('openapi.json')
  openapi() {
    return openapi(version);
  }

  @Allow('viewer')
  @Get('v1/session')
  session(@Who() { operator, session }: Admitted): Session {
    const { name, subject, role } = operator;
    return {
      operator: { name, subject, role },
      csrfToken: session?.csrfToken ?? null,
      expiresAt: session?.expiresAt.toISOString() ?? null,
      signIn: this.#product.signInAddress,
    };
  }

  @Allow('viewer')
  @Post('v1/session/end')
  @HttpCode(200)
  async signOut(@Who() who: Admitted, @Res({ passthrough: true }) reply: FastifyReply): Promise<Ended> {
    const cookie = await this.#product.access.signOut(who);
    if (cookie !== undefined) void reply.header('set-cookie', cookie);
    return { ended: cookie === undefined ? 0 : 1 };
  }

  @Allow('admin')
  @Post('v1/console/sessions/end')
  @HttpCode(200)
  async signOutOthers(@Body() body: unknown, @Who() { operator }: Admitted): Promise<Ended> {
    const parsed = endSessionsSchema.safeParse(body ?? {});
    if (!parsed.success) throw badRequest('`subject` must be the subject of an operator, or absent.');
    return { ended: await this.#product.access.signOutOthers(parsed.data.subject ?? null, operator) };
  }

  @Allow('command-line')
  @Post('v1/console/links')
  @HttpCode(200)
  async link(): Promise<Link> {
    return { token: await this.#product.access.link('command') };
  }

  @Allow('viewer')
  @Get('v1/overview')
  overview(): Overview {
    const { configuration, sandbox, state, registry, attacks } = this.#product;
    const { current } = attacks;
    return {
      organization: configuration.organization,
      version,
      sandbox,
      state,
      attack: current === null ? null : { since: current.since, people: current.people, held: current.held },
      shadow: shadowedFeatures(configuration.policies).map(({ feature }) => feature),
      connectors: registry.health().map(({ reasons: [reason], ...connector }) => ({
        ...connector,
        ...(reason === undefined ? {} : { reason: reason.summary, remedy: reason.remedy }),
      })),
    };
  }

  @Allow('viewer')
  @Get('v1/timeline')
  async timeline(@Query() query: Record<string, string>): Promise<{ entries: readonly TimelineEntry[] }> {
    return { entries: await latestEntries(this.#product.database, limitOf(query)) };
  }

  @Allow('viewer')
  @Get('v1/timeline/stream')
  stream(
    @Query('after') after: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Who() who: Admitted,
    @Res() reply: FastifyReply,
  ): void {
    const known = lastEventId ?? after ?? null;
    if (known !== null && !entryId.test(known)) throw badRequest('`after` must be the id of an entry.');
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    // Whoever signs out, or is signed out, sees nothing more of what happens.
    const watch = setInterval(() => {
      this.#product.access.isStillIn(who).then(
        (isIn) => isIn || gone.abort(),
        () => gone.abort(),
      );
    }, lookEvery);
    gone.signal.addEventListener('abort', () => clearInterval(watch));
    const signal = AbortSignal.any([gone.signal, this.#product.signal]);
    void reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(Readable.from(followEntries(this.#product.database, { after: known, signal })));
  }

  @Allow('viewer')
  @Get('v1/tickets')
  async tickets(@Query() query: Record<string, string>): Promise<Tickets> {
    const parsed = ticketsQuerySchema.safeParse(query);
    if (!parsed.success) throw badRequest('Ask by limit, after, status, feature, system, person, text and case.');
    const { after, ...filter } = parsed.data;
    const cursor = after === undefined ? undefined : readCursor(after);
    if (after !== undefined && cursor === undefined) throw badRequest('`after` must be `next` of the page before.');
    const { tickets, next } = await this.#product.desk.list({ ...filter, after: cursor });
    return { tickets: [...tickets], next };
  }

  @Allow('viewer')
  @Get('v1/tickets/:key')
  async ticket(@Param('key') key: string): Promise<TicketDetail> {
    const ticket = key.includes('\0') ? undefined : await this.#product.desk.read(key);
    if (ticket === undefined) throw noTicket();
    return { ...ticket, references: [...ticket.references], timeline: [...ticket.timeline] };
  }

  @Allow('desk')
  @Post('v1/tickets/resolve')
  @HttpCode(200)
  async resolveTicket(@Body() body: unknown, @Who() who: Admitted): Promise<TicketDetail> {
    const parsed = resolveTicketSchema.safeParse(body);
    if (!parsed.success) throw badRequest('Send {"key", "resolution"}: which ticket, and what the person is told.');
    const { key, resolution } = parsed.data;
    if (understand({ text: resolution, systems: [], question: null }).containsSecret)
      throw badRequest('This seems to hold a password or a code. The person is told these words: leave it out.');
    // A report that is settled takes back what spoke for care with the person.
    if (this.#product.access.needsFreshSignIn(who) && (await this.ticket(key)).desk === 'security')
      throw signInAfresh();
    switch (await this.#product.desk.resolve(key, resolution, who.operator)) {
      case 'not-found':
        throw noTicket();
      case 'not-handed-off':
        throw new ConflictException({
          error: { code: 'not-handed-off', message: 'Only a ticket that was handed off is the desk’s to resolve.' },
        });
      case 'resolved':
        return this.ticket(key);
    }
  }

  @Allow('viewer')
  @Get('v1/doctor')
  async doctor(): Promise<Doctor> {
    return doctorReport(this.#product);
  }

  @Allow('viewer')
  @Get('v1/directories')
  async directories(): Promise<Directories> {
    return { directories: [...(await this.#product.expiry.progress())] };
  }

  @Allow('viewer')
  @Get('v1/forecast')
  @Header('content-type', 'application/jsonl; charset=utf-8')
  forecast(@Query() query: Record<string, string>): StreamableFile {
    const parsed = daysQuerySchema.safeParse(query);
    if (!parsed.success) throw badRequest('`days` must be a number from 1 to 366.');
    return new StreamableFile(Readable.from(linesOf(this.#product.expiry.forecast(parsed.data.days))));
  }

  @Allow('viewer')
  @Get('v1/effects/parked')
  async parked(): Promise<Parked> {
    return { effects: [...(await this.#product.parked.list())] };
  }

  @Allow('admin')
  @Fresh()
  @Post('v1/effects/retry')
  @HttpCode(200)
  async retry(@Body() body: unknown, @Who() { operator }: Admitted): Promise<Retried> {
    const parsed = retrySchema.safeParse(body ?? {});
    if (!parsed.success) throw badRequest('`id` must be the id of an effect, or absent.');
    return { retried: await this.#product.parked.retry(parsed.data, operator) };
  }

  @Allow('viewer')
  @Get('v1/tickets/parked')
  async parkedTickets(): Promise<ParkedTickets> {
    return { tickets: [...(await this.#product.parked.tickets())] };
  }

  @Allow('desk')
  @Fresh()
  @Post('v1/tickets/replay')
  @HttpCode(200)
  async replay(@Body() body: unknown, @Who() { operator }: Admitted): Promise<Replayed> {
    const parsed = replaySchema.safeParse(body ?? {});
    if (!parsed.success) throw badRequest('`case` must be the id of a case, or absent.');
    return { replayed: await this.#product.parked.retry({ ...parsed.data, type: 'ticket' }, operator) };
  }

  @Allow('viewer')
  @Get('v1/pauses')
  async pauses(): Promise<PausesAnswer> {
    return { pauses: [...(await this.#product.pauses.list())] };
  }

  @Allow('admin')
  @Post('v1/pause')
  @HttpCode(200)
  async pause(@Body() body: unknown, @Who() { operator }: Admitted): Promise<PausesAnswer> {
    const parsed = pauseSchema.safeParse(body);
    if (!parsed.success) throw badRequest('Send {"scope", "reason"}: all, a feature, or system:NAME, and why.');
    const { scope, reason } = parsed.data;
    // In an emergency a name that is spelt wrong must not look like something that was stopped.
    if (scope.startsWith('system:') && !Object.hasOwn(this.#product.configuration.connectors, scope.slice(7)))
      throw badRequest('There is no such system: say it as the configuration names it.');
    await this.#product.pauses.pause(scope, reason, operator);
    return this.pauses();
  }

  @Allow('admin')
  @Fresh()
  @Post('v1/resume')
  @HttpCode(200)
  async resume(@Body() body: unknown, @Who() { operator }: Admitted): Promise<PausesAnswer> {
    const parsed = resumeSchema.safeParse(body);
    if (!parsed.success) throw badRequest('Send {"scope"}: all, a feature, or system:NAME.');
    await this.#product.pauses.resume(parsed.data.scope, operator);
    return this.pauses();
  }

  @Allow('admin')
  @Fresh()
  @Post('v1/people/merge')
  @HttpCode(200)
  async mergePeople(@Body() body: unknown, @Who() { operator }: Admitted): Promise<MergeAnswer> {
    const parsed = mergeSchema.safeParse(body);
    if (!parsed.success) throw badRequest('Send {"keep", "other"}, each SYSTEM/ACCOUNT; with "yes" it is done.');
    const { yes, ...request } = parsed.data;
    return yes ? this.#product.merges.merge(request, operator) : this.#product.merges.look(request);
  }

  @Allow('viewer')
  @Get('v1/audit/verdict')
  async auditVerdict() {
    return this.#product.verifyAudit();
  }

  @Allow('viewer')
  @Get('v1/audit/export')
  @Header('content-type', 'application/jsonl; charset=utf-8')
  auditExport(): StreamableFile {
    return new StreamableFile(Readable.from(exportEntries(this.#product.database)));
  }
}

async function* linesOf(items: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

function noTicket(): NotFoundException {
  return new NotFoundException({ error: { code: 'not-found', message: 'There is no such ticket.' } });
}

function limitOf(query: Record<string, string>): number {
  const parsed = listQuerySchema.safeParse(query);
  if (!parsed.success) throw badRequest('`limit` must be a number from 1 to 500.');
  return parsed.data.limit;
}

/** Errors have one shape on every route of ours. */
function badRequest(message: string): BadRequestException {
  return new BadRequestException({ error: { code: 'invalid-request', message } });
}
