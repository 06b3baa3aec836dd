import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { newProgram } from '../../agent/cli/new-program.ts';
import { folderPath } from '../../agent/cli/option-values.ts';
import { readCases } from './read-cases.ts';
import { reportText } from './report.ts';
import { isOk, runSuites } from './run-suites.ts';
import { readScans, scansBesideProject } from './scans/read-scans.ts';

/** Where the peers' cases lie beside the project. They are never part of it. */
export const casesBesideProject = fileURLToPath(new URL('../../../shared/data/peer-cases', import.meta.url));

interface ConformanceOptions {
  cases: string;
  scans: string;
  json?: true;
}

/** `npm run conformance`: exit code 1 where a goal is missed, a case failed that could be said in our words, or a file could not be read. */
export function conformanceCommand(): Command {
  return newProgram('conformance')
    .description("Runs the peers' promotion cases through the engine: each is translated into a bundle of ours, loaded and priced, and the result compared. Reads the vectors and photographs of codes as a till does.")
    .option('--cases <folder>', 'where the cases lie, as lists in .json files', folderPath, casesBesideProject)
    .option('--scans <folder>', 'where vectors.json and images.json of scanned codes lie', folderPath, scansBesideProject)
    .option('--json', 'one JSON object on the last line')
    .allowExcessArguments(false)
    .addHelpText('after', '\nExit codes: 0 done (also where there are no cases), 1 a goal is missed, a case failed or a file could not be read, 2 wrong use.')
    .action(runConformance);
}

function runConformance({ cases: folder, scans: scansFolder, json }: ConformanceOptions): void {
  const cases = readCases(folder);
  const scans = readScans(scansFolder);
  const skipped = [...(cases === undefined ? [`there are no cases at ${folder}`] : []), ...(scans === undefined ? [`there are no scans at ${scansFolder}`] : [])];
  for (const reason of skipped) process.stdout.write(`skipped: ${reason}\n`);
  if (cases === undefined && scans === undefined) {
    if (json === true) process.stdout.write(`${JSON.stringify({ ok: true, skipped: skipped.join('; ') })}\n`);
    return;
  }
  const results = runSuites([...(cases ?? []), ...(scans ?? [])]);
  const ok = isOk(results);
  process.stdout.write(`${reportText(results)}\n`);
  if (json === true) process.stdout.write(`${JSON.stringify({ ok, suites: results })}\n`);
  if (!ok) process.exitCode = 1;
}
