import { z } from 'zod';
import {
  auditVerdictSchema,
  directoriesSchema,
  doctorSchema,
  endedSchema,
  endSessionsSchema,
  linkSchema,
  mergeAnswerSchema,
  mergeSchema,
  overviewSchema,
  parkedSchema,
  parkedTicketsSchema,
  pauseSchema,
  pausesSchema,
  replayedSchema,
  replaySchema,
  resolveTicketSchema,
  resumeSchema,
  retriedSchema,
  retrySchema,
  sessionSchema,
  ticketDetailSchema,
  ticketsQuerySchema,
  ticketsSchema,
  timelineSchema,
} from './api-schemas.ts';

const paths = {
  '/api/v1/session': { summary: 'Who is signed in, and with which role.', schema: sessionSchema },
  '/api/v1/overview': { summary: 'What runs, and how it is.', schema: overviewSchema },
  '/api/v1/timeline': { summary: 'What just happened, newest first.', schema: timelineSchema },
  '/api/v1/tickets': {
    summary: 'Tickets of the desk, newest first.',
    schema: ticketsSchema,
    query: ticketsQuerySchema,
  },
  '/api/v1/tickets/{key}': {
    summary: 'One ticket, with what it has been through and where else it is kept.',
    schema: ticketDetailSchema,
  },
  '/api/v1/doctor': { summary: 'Every connector, every operation, a remedy each.', schema: doctorSchema },
  '/api/v1/directories': { summary: 'How far the mirror of each directory has come.', schema: directoriesSchema },
  '/api/v1/effects/parked': { summary: 'Effects that were put aside, oldest first.', schema: parkedSchema },
  '/api/v1/tickets/parked': {
    summary: 'What was put aside of tickets, by case and in order.',
    schema: parkedTicketsSchema,
  },
  '/api/v1/pauses': { summary: 'What operators have stopped, oldest first.', schema: pausesSchema },
  '/api/v1/audit/verdict': { summary: 'Holds the audit against its keys and witnesses.', schema: auditVerdictSchema },
} as const;

const target = { target: 'draft-2020-12' } as const;
const refused = {
  401: {
    description: 'Neither the console’s cookie nor the command line’s token.',
    headers: {
      'access-account-sign-in': { description: 'Where to sign in; absent: nobody can.', schema: { type: 'string' } },
    },
  },
  403: { description: 'Not with this role, or not by a page of the console.' },
};

/** The OpenAPI 3.1 description of `/api`, made from the schemas the answers are typed by. */
export function openapi(version: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Access Account', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{ console: [] }, { operator: [] }],
    components: {
      securitySchemes: {
        console: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-access-account-console',
          description:
            'Over http, on the machine itself, without the prefix. Whatever changes anything needs `x-csrf-token` too.',
        },
        operator: { type: 'http', scheme: 'bearer' },
      },
    },
    paths: {
      ...Object.fromEntries(
        Object.entries(paths).map(([path, { summary, schema, ...rest }]) => [
          path,
          {
            get: {
              summary,
              ...parametersOf(path, 'query' in rest ? rest.query : undefined),
              responses: {
                200: {
                  description: summary,
                  content: { 'application/json': { schema: z.toJSONSchema(schema, target) } },
                },
                ...refused,
              },
            },
          },
        ]),
      ),
      '/api/v1/session/end': post({
        summary: 'Signs out, at the server.',
        asks: z.object({}),
        answers: endedSchema,
      }),
      '/api/v1/console/sessions/end': post({
        summary: 'Signs an operator out wherever they are, by their subject; without one, everybody; audited.',
        asks: endSessionsSchema,
        answers: endedSchema,
      }),
      '/api/v1/console/links': post({
        summary: 'A one-time link to the console, for the command line alone; audited.',
        asks: z.object({}),
        answers: linkSchema,
      }),
      '/api/v1/tickets/resolve': post({
        summary: 'Resolves a ticket that was handed off: the person is told in these words; audited.',
        asks: resolveTicketSchema,
        answers: ticketDetailSchema,
      }),
      '/api/v1/effects/retry': post({
        summary: 'Lets an effect be tried again that was put aside; without an id, all of them.',
        asks: retrySchema,
        answers: retriedSchema,
      }),
      '/api/v1/tickets/replay': post({
        summary: 'Lets the desk be asked again for what was put aside, for one case or for all, each in its order.',
        asks: replaySchema,
        answers: replayedSchema,
      }),
      '/api/v1/pause': post({
        summary: 'Stops everything that changes a directory, a feature, or one system; audited, until it is resumed.',
        asks: pauseSchema,
        answers: pausesSchema,
      }),
      '/api/v1/resume': post({
        summary: 'Lets what was stopped go on. Answers what is still stopped.',
        asks: resumeSchema,
        answers: pausesSchema,
      }),
      '/api/v1/people/merge': post({
        summary: 'Makes one person of two who are one, or says what that would do; audited; cannot be undone.',
        asks: mergeSchema,
        answers: mergeAnswerSchema,
      }),
      '/api/v1/timeline/stream': stream(
        'Entries as they are written: server-sent events named `entry`.',
        'text/event-stream',
      ),
      '/api/v1/forecast': stream(
        'Who will be reminded of what in the next `days`, as JSON lines in the order of time.',
        'application/jsonl',
      ),
      '/api/v1/audit/export': stream('Every audit entry as JSON lines, oldest first.', 'application/jsonl'),
    },
  };
}

function parametersOf(path: string, query: z.ZodObject | undefined): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: z.toJSONSchema(schema as z.ZodType, { ...target, io: 'input' }),
  }));
  const parameters = [...inPath, ...inQuery];
  return parameters.length === 0 ? {} : { parameters };
}

function post({ summary, asks, answers }: { summary: string; asks: z.ZodType; answers: z.ZodType }) {
  return {
    post: {
      summary,
      requestBody: { content: { 'application/json': { schema: z.toJSONSchema(asks, target) } } },
      responses: {
        200: { description: summary, content: { 'application/json': { schema: z.toJSONSchema(answers, target) } } },
        400: { description: 'The body is not of this shape.' },
        ...refused,
      },
    },
  };
}

function stream(summary: string, type: string) {
  return { get: { summary, responses: { 200: { description: summary, content: { [type]: {} } }, ...refused } } };
}
