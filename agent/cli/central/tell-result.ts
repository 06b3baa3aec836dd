/** The answer of a command: one JSON object, or lines for people. */
export function tellResult(json: true | undefined, value: object, lines: readonly string[]): void {
  process.stdout.write(json === true ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`);
}
