import { listAllowances, recallOfAccount } from '../../../sync/central/account-allowances.ts';
import type { AllowanceRecord } from '../../../sync/central/accounts/allowance-record.ts';
import { asCliFailure } from './as-cli-failure.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface AllowancesOptions extends CentralChoice {
  account: string;
  recall?: true;
  json?: true;
}

/** `till central allowances --account ID`. Exit code 1 where there is no such account. */
export async function runCentralAllowances({ account, recall, json, ...choice }: AllowancesOptions): Promise<void> {
  const done = await withCentralDatabase(choice, async (db) => await asCliFailure(async () => {
    const recalled = recall === true ? await recallOfAccount(db, account, Date.now()) : 0;
    return { recalled, allowances: await listAllowances(db, account) };
  }));
  const lines = [...(recall === true ? [`✓ ${done.recalled} recalled`] : []), ...done.allowances.map(lineOf)];
  process.stdout.write(json === true ? `${JSON.stringify(done)}\n` : `${(lines.length === 0 ? ['nothing was ever set aside'] : lines).join('\n')}\n`);
}

function lineOf({ allowanceId, tillId, state, cause, points, grantedPoints, expiresAtMs }: AllowanceRecord): string {
  const why = cause === undefined ? '' : ` (${cause})`;
  return `${allowanceId}  till ${tillId}: ${state}${why}, ${points} of ${grantedPoints} points left, to ${new Date(expiresAtMs).toISOString()}`;
}
