import { ProblemError } from '../../../sync/central/problem-error.ts';
import { CliFailure } from '../cli-failure.ts';

/** What the centre refuses is an expected end of a command: exit code 1. */
export async function asCliFailure<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) throw new CliFailure(error.code, error.message, 1, { cause: error });
    throw error;
  }
}
