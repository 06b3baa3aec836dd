import { beginNewEpoch } from '../../../sync/central/new-epoch.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

/** `till central new-epoch`. Throws the central's `CentralStartError`. */
export async function runNewEpoch(choice: CentralChoice): Promise<void> {
  const { before, epoch } = await withCentralDatabase(choice, beginNewEpoch);
  process.stdout.write(`new epoch ${epoch}, after ${before ?? 'none'}: every till takes a new snapshot at its next contact and pushes what this database does not have\n`);
}
