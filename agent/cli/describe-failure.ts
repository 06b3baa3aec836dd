import { ChildFailure } from '../desktop/supervised-child.ts';
import { CliFailure, type ExitCode, type FailurePlace } from './cli-failure.ts';

export interface FailureReport {
  /** One line */
  sentence: string;
  code: string;
  exitCode: ExitCode;
  place?: FailurePlace;
}

/** Codes of other folders' start and journal errors that are no wrong use: the same command may work later. */
const faults = new Set(['internal', 'enrolment-failed', 'journal-io', 'journal-disk-full', 'journal-corrupt', 'database-unreachable']);
/** What the operating system calls things, in words. */
const systemCodes: Readonly<Record<string, { code: string; exitCode: ExitCode }>> = {
  ENOENT: { code: 'file-missing', exitCode: 2 },
  EISDIR: { code: 'file-is-folder', exitCode: 2 },
  ENOTDIR: { code: 'file-missing', exitCode: 2 },
  EACCES: { code: 'not-permitted', exitCode: 2 },
  EPERM: { code: 'not-permitted', exitCode: 2 },
  EROFS: { code: 'disk-read-only', exitCode: 2 },
  ENOSPC: { code: 'disk-full', exitCode: 1 },
  EADDRINUSE: { code: 'port-taken', exitCode: 2 },
  ENOTFOUND: { code: 'host-not-here', exitCode: 2 },
  EADDRNOTAVAIL: { code: 'host-not-here', exitCode: 2 },
};

/**
 * What to tell about any error that ends a command. Errors with a lower-case code of ours keep it;
 * everything else that is not the operating system's is our mistake: `internal`.
 */
export function describeFailure(error: unknown): FailureReport {
  if (error instanceof CliFailure) return { ...report(error.message, error.code, error.exitCode), ...(error.place === undefined ? {} : { place: error.place }) };
  if (error instanceof ChildFailure) return report(error.message, error.code, error.exitCode);
  if (!(error instanceof Error)) return report(String(error), 'internal', 1);
  const code = (error as Error & { code?: unknown }).code;
  if (typeof code === 'string') {
    const system = systemCodes[code];
    if (system !== undefined) return report(error.message, system.code, system.exitCode);
    if (/^[a-z]+(-[a-z]+)*$/.test(code)) return report(error.message, code, faults.has(code) ? 1 : 2);
  }
  return report(`the command made a mistake: ${error.message}`, 'internal', 1);
}

function report(sentence: string, code: string, exitCode: ExitCode): FailureReport {
  return { sentence: sentence.replace(/\s*\n\s*/g, ' ').trim(), code, exitCode };
}
