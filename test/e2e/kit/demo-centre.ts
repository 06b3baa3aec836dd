import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { startCentral } from '../../../sync/central/start-central.ts';
import { onceInRun } from '../../kit/once-in-run.ts';
import { projectFolder } from './project-folder.ts';

export const shopFolder = join(projectFolder, 'resources/demo');

/**
 * Puts the home of a centre that has read the demo shop where there is none yet: a copy of one that was started once for all files of a test run, with its keys. To make one takes
 * seconds. Outside a run there is nothing to share, and the centre that is started there makes its own.
 */
export async function placeDemoCentre(home: string): Promise<void> {
  const model = await onceInRun('demo-centre', makeModel);
  if (model !== undefined) await cp(model, home, { recursive: true });
}

async function makeModel(home: string): Promise<void> {
  // only where tests run
  const { placeMigratedDatabase } = await import('../../central/kit/place-database.ts');
  await placeMigratedDatabase(join(home, 'pg'));
  const central = await startCentral({ home, host: '127.0.0.1', port: 0, shopFolder, log: pino({ level: 'silent' }) });
  await central.close();
}
