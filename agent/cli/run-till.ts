import { endOnCrash } from './crash.ts';
import { tellParent } from './child-message.ts';
import { tillProgram } from './program.ts';
import { runProgram } from './run-program.ts';
import { tellFailure } from './tell-failure.ts';

/**
 * Runs one command of `till`.
 *
 * @param args what follows `till` on the command line
 */
export async function runTill(args: readonly string[]): Promise<void> {
  // Whoever read our output may have seen enough of it (`till … | head`): that ends neither a till nor a report.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  endOnCrash();
  await runProgram(() => tillProgram(args), args, (program, failure, json) => {
    if (!process.connected) return tellFailure(program, failure, json);
    const { sentence, code, exitCode } = failure;
    tellParent({ type: 'failed', sentence, code, exitCode });
    process.disconnect();
  });
}
