import { Command } from 'commander';

/** A command line that throws its mistakes instead of telling them: `runProgram` does that, and alike for all. */
export function newProgram(name: string): Command {
  return new Command(name).exitOverride().configureOutput({ outputError: () => {} });
}
