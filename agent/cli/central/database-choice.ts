/** How a central command is told which database it works on. */
export interface DatabaseOptions {
  database?: string;
  poolSize: number;
}

/** What the command line names, else what the environment does, which is forgotten then; nothing is the embedded database. */
export function chooseDatabase({ database, poolSize }: DatabaseOptions): { database?: { url: string; poolSize: number } } {
  const url = database ?? process.env['TILL_DATABASE_URL'] ?? '';
  delete process.env['TILL_DATABASE_URL'];
  return url === '' ? {} : { database: { url, poolSize } };
}
