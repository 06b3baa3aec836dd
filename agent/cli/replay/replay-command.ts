import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { CliFailure } from '../cli-failure.ts';
import { folderPath } from '../option-values.ts';
import { createProgress } from './progress.ts';
import { reportText } from './report-text.ts';
import { runReplay, type ReplayOptions } from './run-replay.ts';

interface CommandOptions {
  demo?: number;
  limit?: number;
  tills: number;
  outage: number;
  kill: number;
  seed: number;
  home?: string;
  json?: true;
}

/** `till replay`: exit code 1 where anything is lost, doubled or differs, or where a planned kind of event did not happen. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('Drives real agents and a real central with real receipts, outages and kills, and checks the books.')
    .argument('[file]', 'receipts: .csv or .csv.gz with the columns InvoiceNo, StockCode, Description, Quantity, UnitPrice, CustomerID')
    .option('--demo <number>', 'make this many receipts from the demo shop instead', atLeast(1))
    .option('--limit <number>', 'take only the first invoices of the file', atLeast(1))
    .option('--tills <number>', 'how many tills', atLeast(1, 64), 2)
    .option('--outage <share>', 'share of the sales and of the time in which the central cannot be reached, 0 to 1', share, 0)
    .option('--kill <number>', 'how often an agent is killed and started again', atLeast(0), 0)
    .option('--seed <number>', 'the same seed plans the same', atLeast(0, 2 ** 32 - 1), 1)
    .option('--home <folder>', 'keep the databases in this new folder', folderPath)
    .option('--json', 'the report as one JSON object on the last line')
    .addHelpText('after', '\nExit codes: 0 all in order, 1 something was lost, doubled or differs, or did not happen as planned, 2 wrong use.')
    .action(async (file: string | undefined, options: CommandOptions) => {
      const source = sourceOf(file, options);
      const stopping = new AbortController();
      const onSignal = (): void => stopping.abort();
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, onSignal);
      try {
        const report = await runReplay({
          source,
          tills: options.tills,
          outageShare: options.outage,
          kills: options.kill,
          seed: options.seed,
          ...(options.home === undefined ? {} : { home: options.home }),
          progress: createProgress(process.stderr),
          signal: stopping.signal,
        });
        process.stdout.write(`${reportText(report)}\n`);
        if (options.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
        if (!report.ok) process.exitCode = 1;
      } finally {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, onSignal);
      }
    });
}

function sourceOf(file: string | undefined, options: CommandOptions): ReplayOptions['source'] {
  if ((file === undefined) === (options.demo === undefined)) throw new CliFailure('wrong-use', 'name either a file of receipts or --demo with a number');
  if (options.demo !== undefined) {
    if (options.limit !== undefined) throw new CliFailure('wrong-use', '--limit is for a file; --demo says how many receipts to make');
    return { demo: options.demo };
  }
  const path = resolve(file ?? '');
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new CliFailure('file-missing', `there is no file ${path}`);
  if (!found.isFile()) throw new CliFailure('file-is-folder', `${path} is not a file`);
  return { file: path, limit: options.limit ?? Infinity };
}

function atLeast(minimum: number, maximum = 10_000_000): (value: string) => number {
  return (value) => {
    const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= minimum && number <= maximum)) throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
    return number;
  };
}

function share(value: string): number {
  const number = /^(\d+(\.\d+)?|\.\d+)$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('It must be a number from 0 to 1, such as 0.3.');
  return number;
}
