import type { Logger } from 'pino';
import type { LogLevel, LogLevelView } from '../../contract/diagnostics.ts';

/** How much the agent writes into its log. Whoever changes it is written there too, and after a time it is the normal level again: nobody forgets a till that fills its disk. */
export interface LogLevels {
  view(): LogLevelView;
  change(level: LogLevel, forMinutes: number, by: string | undefined): LogLevelView;
  close(): void;
}

export function createLogLevels(log: Logger, nowMs: () => number): LogLevels {
  const normalLevel = log.level as LogLevel;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changed: { untilMs: number; by?: string } | undefined;

  function normal(): void {
    clearTimeout(timer);
    changed = undefined;
    log.level = normalLevel;
  }
  const view = (): LogLevelView => ({ level: log.level as LogLevel, normalLevel, ...changed });
  return {
    view,
    change(level, forMinutes, by) {
      // Before a level that would keep it quiet, and after one that did.
      const note = () => log.warn({ level, forMinutes, by: by ?? 'nobody signed in' }, 'the level of the log was changed');
      const isLouder = log.isLevelEnabled('warn');
      if (isLouder) note();
      normal();
      if (level !== normalLevel) {
        log.level = level;
        changed = { untilMs: nowMs() + forMinutes * 60_000, ...(by === undefined ? {} : { by }) };
        timer = setTimeout(() => {
          normal();
          log.info('the level of the log is the normal one again');
        }, forMinutes * 60_000);
        timer.unref();
      }
      if (!isLouder) note();
      return view();
    },
    close: normal,
  };
}
