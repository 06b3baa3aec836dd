/** For technicians: the machine, the log and its level, and all of it in one file. */
import Type from 'typebox';
import { DiagnosticsView, LogLevel, LogLevelRequest, LogLevelView, LogsView } from '../../../contract/diagnostics.ts';
import { Strict } from '../../../domain/scalars.ts';
import { route } from '../route.ts';
import { ListLimit } from './list-limit.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const LogsQuery = Strict({
  /** Of this level and above; `info` by default */
  level: Type.Optional(LogLevel),
  /** 100 by default */
  limit: Type.Optional(ListLimit),
});
const usualMinutes = 30;

export function diagnosticsRoutes({ diagnostics }: ApiServices): Route[] {
  return [
    route({ method: 'GET', path: '/v1/diagnostics', right: 'diagnostics', summary: 'The machine and the program: versions, memory, disk, files, flags, level of the log', answer: DiagnosticsView, handle: () => ({ body: diagnostics.view() }) }),
    route({
      method: 'GET',
      path: '/v1/logs',
      right: 'diagnostics',
      summary: 'The last lines of the log since the agent started, newest first; numbers of cards and telephones are masked',
      query: LogsQuery,
      answer: LogsView,
      handle: ({ query: { level, limit } }) => ({ body: { lines: diagnostics.book.lines(level ?? 'info', Number(limit ?? 100)) } }),
    }),
    route({
      method: 'PUT',
      path: '/v1/log-level',
      right: 'diagnostics',
      summary: 'How much is written into the log, for a time; the log says who changed it',
      body: LogLevelRequest,
      answer: LogLevelView,
      handle: ({ body: { level, forMinutes }, actor }) => ({ body: diagnostics.levels.change(level, forMinutes ?? usualMinutes, actor.userId) }),
    }),
    route({
      method: 'GET',
      path: '/v1/diagnostics/archive',
      right: 'diagnostics',
      summary: 'One zip for support: status, machine, scanners, kinds of operations, doctor, log. No customers, no secrets',
      answerMediaType: 'application/zip',
      answer: Type.String(),
      handle: async () => ({ file: { mediaType: 'application/zip', ...(await diagnostics.archive()) } }),
    }),
  ];
}
