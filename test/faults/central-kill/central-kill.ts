/**
 * SIGKILL of the central, and of its database server, while tills push and ask for points. After each kill, before any till may speak to it again, the central must still stand where it told
 * each till that it stands: tills would push again what it forgot, and nobody would notice.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { whyNoPostgres } from '../../kit/postgres/can-run-postgres.ts';
import { startPostgres } from '../../kit/postgres/start-postgres.ts';
import { inShort, type FaultPart, type PartContext, type PartResult } from '../part.ts';
import { killUnderLoad, type UnderLoad, type Victim } from './kill-under-load.ts';

export interface CentralKillSize {
  tills: number;
  /** Of a central on the embedded database */
  embedded: number;
  /** Of a central on PostgreSQL, and of the server itself */
  onPostgres: number;
  ofPostgres: number;
}

export function centralKill(size: CentralKillSize): FaultPart {
  return {
    name: 'central-kill',
    about: `SIGKILL of the central, ${size.embedded} times on PGlite and ${size.onPostgres} times on PostgreSQL, and ${size.ofPostgres} times of PostgreSQL, while ${size.tills} tills push and ask for points`,
    run: async (context) => {
      const result: PartResult = { counts: {}, failures: [], skipped: [] };
      if (size.embedded > 0) note(result, 'embedded', await killEmbedded(size, context));
      const why = whyNoPostgres();
      if (why !== undefined) result.skipped.push(`the central on PostgreSQL: ${why}`);
      else if (size.onPostgres + size.ofPostgres > 0) note(result, 'postgres', await killOnPostgres(size, context));
      return result;
    },
  };
}

async function killEmbedded({ embedded, tills }: CentralKillSize, context: PartContext): Promise<UnderLoad> {
  const folder = madeIn(context.folder, 'embedded');
  return await killUnderLoad({ database: { home: madeIn(folder, 'central') }, folder, tills, victimsOf: (central) => Array.from({ length: embedded }, () => central) }, context);
}

async function killOnPostgres({ onPostgres, ofPostgres, tills }: CentralKillSize, context: PartContext): Promise<UnderLoad> {
  const folder = madeIn(context.folder, 'postgres');
  const server = await startPostgres({ isDurable: true });
  const database: Victim = { kill: () => server.kill(), restart: () => server.start() };
  try {
    return await killUnderLoad({
      database: { home: madeIn(folder, 'central'), postgresUrl: server.url }, folder, tills,
      victimsOf: (central) => context.random.shuffle([...Array.from({ length: onPostgres }, () => central), ...Array.from({ length: ofPostgres }, () => database)]),
    }, context);
  } finally {
    await server.close();
  }
}

function note(result: PartResult, where: string, { counts, restart, found }: UnderLoad): void {
  for (const [name, count] of Object.entries(counts)) result.counts[`${where}.${name}`] = count;
  result.counts[`${where}.restartP50Ms`] = restart.p50;
  result.counts[`${where}.restartMaxMs`] = restart.max;
  result.failures.push(...inShort(found.map((text) => `${where}: ${text}`)));
}

function madeIn(folder: string, name: string): string {
  const made = join(folder, name);
  mkdirSync(made);
  return made;
}
