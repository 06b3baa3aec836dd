import Type from 'typebox';
import { InstantMs, Strict } from '../domain/scalars.ts';
import { DeviceState } from './devices.ts';

export const LogLevel = Type.Union([Type.Literal('trace'), Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error'), Type.Literal('fatal'), Type.Literal('silent')]);
export type LogLevel = Type.Static<typeof LogLevel>;

/** PUT /v1/log-level. `forMinutes`: then it is the normal one again; 30 by default */
export const LogLevelRequest = Strict({ level: LogLevel, forMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 480 })) });
export type LogLevelRequest = Type.Static<typeof LogLevelRequest>;
/** `untilMs`, `by`: while it is not the normal one; `by` is absent where nobody was signed in */
export const LogLevelView = Strict({ level: LogLevel, normalLevel: LogLevel, untilMs: Type.Optional(InstantMs), by: Type.Optional(Type.String()) });
export type LogLevelView = Type.Static<typeof LogLevelView>;

/** One line of the agent's log. Card and telephone numbers are masked. */
export const LogLine = Strict({ id: Type.Integer(), atMs: InstantMs, level: LogLevel, message: Type.String(), fields: Type.Optional(Type.String()) });
export type LogLine = Type.Static<typeof LogLine>;
/** GET /v1/logs: newest first, since the agent started, as far as they are kept */
export const LogsView = Strict({ lines: Type.Array(LogLine) });
export type LogsView = Type.Static<typeof LogsView>;

/** GET /v1/diagnostics: the machine and the program, beside what the status tells */
export const DiagnosticsView = Strict({
  version: Type.String(),
  node: Type.String(),
  machine: Strict({ platform: Type.String(), release: Type.String(), arch: Type.String(), cpus: Type.Integer(), memoryBytes: Type.Integer(), freeMemoryBytes: Type.Integer(), uptimeMs: Type.Integer() }),
  /** Of the agent alone */
  process: Strict({ startedAtMs: InstantMs, uptimeMs: Type.Integer(), residentBytes: Type.Integer(), heapUsedBytes: Type.Integer() }),
  /** Of the disk that the home lies on */
  disk: Strict({ freeBytes: Type.Integer(), totalBytes: Type.Integer() }),
  /** With what SQLite keeps beside each file */
  storage: Strict({ journalBytes: Type.Integer(), archiveBytes: Type.Integer(), cacheBytes: Type.Integer() }),
  /** Of the programme in service. `flags`: what is switched on at this till, and what is not */
  bundle: Type.Optional(Strict({ goldenReceipts: Type.Integer(), flags: Type.Array(Strict({ id: Type.String(), on: Type.Boolean() })) })),
  log: LogLevelView,
  /** Scanners that need somebody. `udevRules`: what lets the agent open one that is denied */
  scanners: Type.Array(Strict({ id: Type.String(), state: DeviceState, udevRules: Type.Optional(Type.String()) })),
});
export type DiagnosticsView = Type.Static<typeof DiagnosticsView>;
