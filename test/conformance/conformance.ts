/** `npm run conformance [-- --cases FOLDER] [--json]` */
import { CommanderError } from 'commander';
import { describeFailure } from '../../agent/cli/describe-failure.ts';
import { conformanceCommand } from './command.ts';

try {
  conformanceCommand().parse();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const failure = describeFailure(error);
    process.stderr.write(`conformance: ${failure.sentence} (${failure.code})\n`);
    process.exitCode = failure.exitCode;
  }
}
