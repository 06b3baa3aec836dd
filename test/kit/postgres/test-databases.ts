import { randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * A new database on this server.
 * @param template the URL of another one, which nobody may use meanwhile; else it is empty
 * @returns its URL
 */
export async function createDatabase(serverUrl: string, template?: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOnServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template === undefined ? 'template1' : nameOf(template)} STRATEGY file_copy`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Removes a database, with whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const server = new URL(url);
  server.pathname = '/postgres';
  await runOnServer(server.href, `DROP DATABASE IF EXISTS ${nameOf(url)} WITH (FORCE)`);
}

/** One statement on a connection of its own. */
export async function runOnServer(url: string, statement: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}

function nameOf(url: string): string {
  return pg.escapeIdentifier(new URL(url).pathname.slice(1));
}
