import { type Command, CommanderError } from 'commander';
import { describeFailure, type FailureReport } from './describe-failure.ts';
import { asksForJson, tellFailure } from './tell-failure.ts';

/**
 * Runs a program that `newProgram` made to its end. A failure becomes one line on stderr, with `--json` an object on stdout, and an exit code;
 * `TILL_DEBUG=1` adds where it came from.
 *
 * @param args what follows the program's name on the command line
 * @param tell says the failure where somebody else has to hear it
 */
export async function runProgram(make: () => Command | Promise<Command>, args: readonly string[], tell: typeof tellFailure = tellFailure): Promise<void> {
  let name = 'till';
  try {
    const program = await make();
    name = program.name();
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) return;
    tell(name, failure, asksForJson(args));
    if (process.env['TILL_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exitCode = failure.exitCode;
  }
}

/** Undefined where the user asked for what ended the program: help, or the version. */
function failureOf(error: unknown): FailureReport | undefined {
  if (!(error instanceof CommanderError)) return describeFailure(error);
  if (error.exitCode === 0) return undefined;
  // Help that nobody asked for stands there in place of a command.
  if (error.code === 'commander.help') return { sentence: 'name one of these commands', code: 'wrong-use', exitCode: 2 };
  return { sentence: oneLine(error.message), code: 'wrong-use', exitCode: 2 };
}

/** Commander says `error: …` and may add a suggestion on a line of its own. */
function oneLine(text: string): string {
  return text.trim().replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}
