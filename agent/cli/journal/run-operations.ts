import { readableOperations } from '../../storage/journal/readable-operations.ts';
import { journalPath } from './journal-path.ts';

export interface OperationsOptions {
  home?: string;
}

/** `till journal operations`: one line of JSON for each operation that can be read, also of a damaged file. The numbers that are missing between them go to stderr. */
export function runOperations(file: string | undefined, options: OperationsOptions): void {
  let before: number | undefined;
  for (const operation of readableOperations(journalPath(file, options.home))) {
    if (before !== undefined && operation.seq !== before + 1) process.stderr.write(`till: operations ${before + 1} to ${operation.seq - 1} cannot be read\n`);
    before = operation.seq;
    process.stdout.write(`${JSON.stringify(operation)}\n`);
  }
}
