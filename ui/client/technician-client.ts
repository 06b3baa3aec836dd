import type { DevicesView } from '../../agent/contract/devices.ts';
import type { DiagnosticsView, LogLevel, LogLevelRequest, LogLevelView, LogsView } from '../../agent/contract/diagnostics.ts';
import type { Fetch } from './send-json.ts';
import { ApiError } from './api-failure.ts';
import type { JsonCaller } from './json-caller.ts';
import { isRecord } from './send-json.ts';

/** The calls of the technician's place. Each throws `ApiError`. */
export interface TechnicianClient {
  /** `isQuiet`: asked by a clock */
  devices(isQuiet: boolean): Promise<DevicesView>;
  diagnostics(): Promise<DiagnosticsView>;
  logs(level: LogLevel): Promise<LogsView>;
  setLogLevel(request: LogLevelRequest): Promise<LogLevelView>;
  archive(): Promise<{ name: string; content: Blob }>;
}

const shownLines = 200;

export function createTechnicianClient(send: JsonCaller, fetch: Fetch): TechnicianClient {
  return {
    devices: (isQuiet) => send({ method: 'GET', path: 'v1/devices', isQuiet }, (answer) => Array.isArray(answer.devices) && Array.isArray(answer.ignored)),
    diagnostics: () => send({ method: 'GET', path: 'v1/diagnostics' }, (answer) => isRecord(answer.machine) && isRecord(answer.log)),
    logs: (level) => send({ method: 'GET', path: `v1/logs?level=${level}&limit=${shownLines}` }, (answer) => Array.isArray(answer.lines)),
    setLogLevel: (body) => send({ method: 'PUT', path: 'v1/log-level', body }, (answer) => typeof answer.level === 'string'),
    async archive() {
      // Asked for before, as one who is not let in should be told in words and not be given a file of them.
      await send({ method: 'GET', path: 'v1/diagnostics' }, (answer) => isRecord(answer.machine));
      const response = await reach(fetch, 'v1/diagnostics/archive');
      if (!response.ok || response.headers.get('content-type') !== 'application/zip') throw new ApiError({ kind: 'garbage', status: response.status });
      const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'till.zip';
      return { name, content: await response.blob() };
    },
  };
}

async function reach(fetch: Fetch, path: string): Promise<Response> {
  try {
    return await fetch(path, { method: 'GET', credentials: 'same-origin', cache: 'no-store' });
  } catch (cause) {
    throw new ApiError({ kind: 'unreachable' }, { cause });
  }
}
