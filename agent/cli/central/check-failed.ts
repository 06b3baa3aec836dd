import { ProblemError } from '../../../sync/central/problem-error.ts';
import { CliFailure } from '../cli-failure.ts';

/** What the central says no to, as the failed check of a command: exit code 1, and the place in the file where it names one. */
export async function orFailedCheck<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const path = String(error.members['path'] ?? '');
    throw new CliFailure(error.code, `${file}${path === '' ? '' : ` at ${path}`}: ${error.message}`, 1, { cause: error, place: { file, path, detail: error.message } });
  }
}
