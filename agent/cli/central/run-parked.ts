import { listParked, resolveParked, type ParkedEntry } from '../../../sync/central/resolve-parked.ts';
import { asCliFailure } from './as-cli-failure.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface ParkedOptions extends CentralChoice {
  json?: true;
}

/** `till central parked`. Exit code 1 where something waits for a decision. */
export async function runParkedList({ json, ...choice }: ParkedOptions): Promise<void> {
  const parked = await withCentralDatabase(choice, async (db) => await listParked(db));
  const lines = parked.length === 0 ? ['✓ nothing waits for a decision'] : parked.map(lineOf);
  process.stdout.write(json === true ? `${JSON.stringify({ parked })}\n` : `${lines.join('\n')}\n`);
  if (parked.length > 0) process.exitCode = 1;
}

/** `till central parked accept|reject OPERATION`. Exit code 1 where there is none, or the other decision was taken. */
export async function runParkedDecision(opId: string, decision: 'accepted' | 'rejected', { json, ...choice }: ParkedOptions): Promise<void> {
  const entry = await withCentralDatabase(choice, async (db) => await asCliFailure(async () => await resolveParked(db, opId, decision, Date.now())));
  process.stdout.write(json === true ? `${JSON.stringify(entry)}\n` : `✓ ${lineOf(entry)}\n`);
}

function lineOf({ opId, tillId, accountId, day, points, reason, why, state }: ParkedEntry): string {
  return `${opId}  ${day} till ${tillId}, account ${accountId}: ${points} points, ${reason} (${why}), ${state}`;
}
