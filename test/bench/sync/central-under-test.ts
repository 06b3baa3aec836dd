import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type * as childProcess from '../../../agent/cli/replay/child-process.ts';
import { projectRoot } from '../../../agent/cli/project.ts';
import { makeEnrolmentCode } from '../../../agent/cli/start/enrolment-code.ts';
import pg from 'pg';
import { createDatabase, dropDatabase } from '../../kit/postgres/test-databases.ts';
import { cpuMsOf, parentOf, serverCpuMsOf } from './cpu-time.ts';

export interface CpuMs {
  central: number;
  postgres: number;
}

export interface CentralUnderTest {
  url: string;
  pid: number;
  home: string;
  databaseUrl: string;
  enrolmentCode(tillId: string): Promise<string>;
  /** CPU milliseconds so far of the centre's process and of the whole database server; NaN where this system does not tell */
  cpuMs(): CpuMs;
  /** Stops it and drops its database. */
  stop(): Promise<void>;
}

export interface CentralWish {
  folder: string;
  serverUrl: string;
  shopFolder: string;
  /** Another checkout, whose central is run instead of this one's */
  root?: string;
  /** Where a CPU profile of it is written when it stops */
  profileFolder?: string;
}

let count = 0;

/** `till central` in a process of its own over a database of its own. */
export async function startCentralUnderTest({ folder, serverUrl, shopFolder, root = projectRoot, profileFolder }: CentralWish): Promise<CentralUnderTest> {
  count += 1;
  const home = join(folder, `central-${count}`);
  mkdirSync(home);
  const databaseUrl = await createDatabase(serverUrl);
  const postmaster = await postmasterOf(databaseUrl);
  const { startChild } = (await import(join(root, 'agent', 'cli', 'replay', 'child-process.ts'))) as typeof childProcess;
  const profiling = profileFolder === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profileFolder}` };
  const child = await startChild('the central', ['central', '--home', home, '--port', '0', '--shop', shopFolder], join(home, 'central.log'), { TILL_DATABASE_URL: databaseUrl, ...profiling });
  return {
    url: child.url,
    pid: child.pid,
    home,
    databaseUrl,
    enrolmentCode: (tillId) => makeEnrolmentCode({ url: child.url, home }, { tillId, tillName: tillId, storeId: 'store-1' }),
    cpuMs: () => ({ central: cpuMsOf(child.pid) ?? Number.NaN, postgres: serverCpuMsOf(postmaster) ?? Number.NaN }),
    stop: async () => {
      await child.stop();
      await dropDatabase(databaseUrl);
    },
  };
}

async function postmasterOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: [row] } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return parentOf(row?.pid ?? 0) ?? 0;
  } finally {
    await client.end();
  }
}
