import type { FailureReport } from './describe-failure.ts';

/** Was the command asked for JSON? Asked of the words, because a command line that could not be read has no options. */
export function asksForJson(args: readonly string[]): boolean {
  return args.includes('--json');
}

/** One line for people on stderr; with `--json` also `{"ok":false,"code","file"?,"path","detail"}` on the last line of stdout, so that a program that reads it always finds an object there. */
export function tellFailure(program: string, { sentence, code, place }: FailureReport, json: boolean): void {
  process.stderr.write(`${program}: ${sentence} (${code})\n`);
  if (!json) return;
  const { file, path, detail } = place ?? { file: undefined, path: '', detail: sentence };
  process.stdout.write(`${JSON.stringify({ ok: false, code, ...(file === undefined ? {} : { file }), path, detail })}\n`);
}
