import { DatabaseUnavailable, TransactionConflict, type Repeat } from './database.ts';

/**
 * What a fault of PostgreSQL or of the connection means for the work that met it.
 *   conflict     undone because of another transaction: run again, it will see what that one did
 *   unavailable  the server is gone, stops, starts, is full, or took longer than it may
 *   mistake      everything else: ours
 */
export type PostgresFault = 'conflict' | 'unavailable' | 'mistake';

/** SQLSTATEs, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const conflicts: ReadonlySet<string> = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: another transaction was first with the same id, after this one had looked
]);
const unavailable: ReadonlySet<string> = new Set([
  '25006', // read_only_sql_transaction: a standby, after a failover
  '25P03', // idle_in_transaction_session_timeout
  '53100', // disk_full
  '53200', // out_of_memory
  '53300', // too_many_connections
  '55P03', // lock_not_available: lock_timeout
  '57014', // query_canceled: statement_timeout
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: it starts or stops
  '57P05', // idle_session_timeout
]);
/** Of the operating system */
const network: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL',
]);
/** `pg` has no codes for its own faults. */
const ofDriver = /^(Connection terminated|Connection ended|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end|timeout expired)/;

export function classifyFault(error: unknown): PostgresFault {
  if (error instanceof TransactionConflict) return 'conflict';
  if (error instanceof DatabaseUnavailable) return 'unavailable';
  if (!(error instanceof Error)) return 'mistake';
  const code = codeOf(error);
  if (code !== undefined && conflicts.has(code)) return 'conflict';
  // class 08 is connection_exception
  if (code !== undefined && (unavailable.has(code) || network.has(code) || /^08...$/.test(code))) return 'unavailable';
  // a socket file that is not there while the server restarts
  if ('syscall' in error && error.syscall === 'connect') return 'unavailable';
  return ofDriver.test(error.message) ? 'unavailable' : 'mistake';
}

export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Whether a connection that met this is of no more use. A server's error leaves it whole, but for those that end the session. */
export function isConnectionLost(error: unknown): boolean {
  if (classifyFault(error) !== 'unavailable') return false;
  const isOfServer = error instanceof Error && 'severity' in error;
  return !isOfServer || /^(57P|08|25P03)/.test(codeOf(error) ?? '');
}

/** @param isCommitSent whether the answer to the commit is what was lost: then nobody knows whether it happened */
export function mayRepeat(error: unknown, repeat: Repeat, isCommitSent: boolean): boolean {
  if (repeat === 'never') return false;
  const fault = classifyFault(error);
  if (fault === 'conflict') return true;
  // a slow server is not made faster by asking again: only what broke is mended so
  return fault === 'unavailable' && isConnectionLost(error) && (repeat === 'idempotent' || !isCommitSent || wasNeverSent(error));
}

/** The driver knew already that the connection was broken. */
function wasNeverSent(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Client has encountered a connection error');
}
