import { decideProposal, listProposals } from '../../../sync/central/merging/proposals.ts';
import { ProblemError } from '../../../sync/central/problem-error.ts';
import { CliFailure } from '../cli-failure.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface MergesOptions extends CentralChoice {
  accept?: number;
  reject?: number;
  json?: true;
}

/** `till central merges`: what `/admin/v1/merge-proposals` tells and takes. Exit code 1 where the proposal cannot be decided so. */
export async function runCentralMerges({ accept, reject, json, ...choice }: MergesOptions): Promise<void> {
  const proposalId = accept ?? reject;
  await withCentralDatabase(choice, async (db, library) => {
    if (proposalId !== undefined) {
      const state = await decided(async () => await decideProposal({ db, library }, proposalId, accept === undefined ? 'reject' : 'accept', Date.now()));
      process.stdout.write(json === true ? `${JSON.stringify({ proposalId, state })}\n` : `✓ proposal ${proposalId} is ${state}\n`);
      return;
    }
    const proposals = await listProposals(db);
    const lines = proposals.map((one) => `${one.proposalId}: ${one.accountId} and ${one.otherId}, since ${new Date(one.proposedAtMs).toISOString()}`);
    process.stdout.write(json === true ? `${JSON.stringify({ proposals })}\n` : `${[`${proposals.length} open proposals`, ...lines].join('\n')}\n`);
  });
}

async function decided<Result>(decide: () => Promise<Result>): Promise<Result> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof ProblemError) throw new CliFailure(error.code, error.message, 1);
    throw error;
  }
}
