/** `npm run conformance [-- --cases FOLDER] [--json]` */
import { runProgram } from '../../agent/cli/run-program.ts';
import { conformanceCommand } from './command.ts';

await runProgram(conformanceCommand, process.argv.slice(2));
