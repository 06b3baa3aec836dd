import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { newProgram } from '../agent/cli/new-program.ts';

/** A script that makes files of the project: the same bytes each time. With `--json` it prints `{"ok":true,"folder","files":[{"name","bytes"}]}`. */
export function writingCommand(name: string, description: string, folder: string, make: () => Iterable<readonly [name: string, text: string]>): Command {
  return newProgram(name)
    .description(description)
    .option('--json', 'one JSON object on the last line')
    .allowExcessArguments(false)
    .action(({ json }: { json?: true }) => {
      mkdirSync(folder, { recursive: true });
      const files = [...make()].map(([file, text]) => {
        writeFileSync(join(folder, file), text);
        return { name: file, bytes: Buffer.byteLength(text) };
      });
      for (const file of files) process.stdout.write(`${join(folder, file.name)}: ${Math.round(file.bytes / 1024)} kB\n`);
      if (json === true) process.stdout.write(`${JSON.stringify({ ok: true, folder, files })}\n`);
    });
}
