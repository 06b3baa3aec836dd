import { CentralStartError } from '../central-start-error.ts';
import { DatabaseUnavailable, type Queryable } from './database.ts';
import { codeOf } from './postgres-faults.ts';

const oldestServer = 16;

interface ServerRow {
  version: string;
  version_num: number;
  encoding: string;
  fsync: string;
  commit: string;
  standby: boolean;
}

/**
 * What kind of server it is, and what of its settings somebody should know about.
 * @throws CentralStartError `database-unsuitable`
 */
export async function inspectServer(server: Queryable): Promise<{ description: string; warnings: string[] }> {
  const rows = await server.query<ServerRow>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS version_num,
       current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, pg_is_in_recovery() AS standby`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('a query without FROM answered no row');
  const unsuitable = (why: string) => new CentralStartError('database-unsuitable', why);
  if (row.version_num < oldestServer * 10_000) throw unsuitable(`PostgreSQL ${oldestServer} or later is needed, and this server is ${row.version}`);
  if (row.encoding !== 'UTF8') throw unsuitable(`The database's encoding must be UTF8, and it is ${row.encoding}`);
  if (row.standby) throw unsuitable('This server is a standby, which takes no writes: give the address of the primary');
  const warnings = [
    ...(row.fsync === 'on' ? [] : ['fsync is off: a power cut at the server can destroy the database']),
    ...(row.commit === 'off' ? ['synchronous_commit is off: a crash of the server can lose what tills were told is safe; they will push it again'] : []),
  ];
  return { description: `PostgreSQL ${row.version.split(' ')[0] ?? ''}, fsync ${row.fsync}, synchronous_commit ${row.commit}`, warnings };
}

/** Says in one line why the database cannot be used; other errors pass as they are. */
export function refuseToStart(error: unknown, address: string): unknown {
  const cause = error instanceof DatabaseUnavailable ? error.cause : error;
  const code = codeOf(cause);
  const reason = cause instanceof Error ? cause.message || String(code) : String(cause);
  // invalid_authorization_specification, invalid_password, invalid_catalog_name, insufficient_privilege
  if (code !== undefined && ['28000', '28P01', '3D000', '42501'].includes(code)) {
    return new CentralStartError('database-refused', `PostgreSQL at ${address} does not let us in: ${reason}`, { cause });
  }
  if (error instanceof DatabaseUnavailable) return new CentralStartError('database-unreachable', `PostgreSQL at ${address} does not answer: ${reason}`, { cause });
  // the driver's own words, about parameters of the URL
  if (!(error instanceof CentralStartError) && code === undefined) return new CentralStartError('database-refused', `PostgreSQL at ${address} cannot be used: ${reason}`, { cause });
  return error;
}
