import { CommanderError } from 'commander';
import { endOnCrash } from './crash.ts';
import { tellParent } from './child-message.ts';
import { describeFailure } from './describe-failure.ts';
import { tillProgram } from './program.ts';

/**
 * Runs one command. Expected failures become one line on stderr and an exit code; `TILL_DEBUG=1` adds where they came from.
 *
 * @param args what follows `till` on the command line
 */
export async function runTill(args: readonly string[]): Promise<void> {
  // Whoever read our output may have seen enough of it (`till … | head`): that ends neither a till nor a report.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  endOnCrash();
  try {
    const program = await tillProgram(args);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    finishWith(error);
  }
}

function finishWith(error: unknown): void {
  // Commander has printed the help or the line already.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    // Help that nobody asked for stands there in place of a command.
    if (error.code === 'commander.help' && error.exitCode !== 0) process.stderr.write('\ntill: name one of these commands (wrong-use)\n');
    return;
  }
  const failure = describeFailure(error);
  if (process.connected) tellParent({ type: 'failed', ...failure });
  else process.stderr.write(`till: ${failure.sentence} (${failure.code})\n`);
  if (process.env['TILL_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = failure.exitCode;
  if (process.connected) process.disconnect();
}
