import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { PGlite } from '@electric-sql/pglite';

/** What may hold a trace: a file, an answer, what a program said. */
export interface Place {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Every file of a folder as it lies there, and, where it is packed, also what is in it. */
export function placesIn(folder: string): Place[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    return [{ name: file, bytes }, ...unpacked(file, bytes)];
  });
}

function unpacked(name: string, bytes: Buffer): Place[] {
  const magic = bytes.subarray(0, 4).toString('hex');
  if (magic.startsWith('1f8b')) return [{ name: `${name} (gzip)`, bytes: gunzipSync(bytes) }];
  if (magic === '28b52ffd') return [{ name: `${name} (zstd)`, bytes: zstdDecompressSync(bytes) }];
  if (magic === '504b0304') return Object.entries(unzipSync(bytes)).map(([part, content]) => ({ name: `${name} (${part})`, bytes: content }));
  return [];
}

/** Every row of every table, as text: values that are long lie compressed in the files. */
export async function rowsOf(databaseFolder: string): Promise<Place[]> {
  const database = await PGlite.create(databaseFolder);
  try {
    const { rows: tables } = await database.query<{ schema: string; name: string }>("select table_schema as schema, table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
    const places: Place[] = [];
    for (const { schema, name } of tables) {
      const { rows } = await database.query<{ text: string }>(`select t::text as text from "${schema}"."${name}" t`);
      places.push({ name: `${schema}.${name}`, bytes: Buffer.from(rows.map(({ text }) => text).join('\n')) });
    }
    return places;
  } finally {
    await database.close();
  }
}

/** Which of the places have which of the words: as they are, in hexadecimal, in Base64 wherever they begin, and in UTF-16. */
export function tracesOf(words: readonly string[], places: readonly Place[]): string[] {
  const forms = words.flatMap((word) => formsOf(word).map((form) => ({ word, form })));
  return places.flatMap(({ name, bytes }) => {
    const held = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return forms.filter(({ form }) => held.includes(form)).map(({ word }) => `${word} in ${name}`);
  });
}

function formsOf(word: string): Buffer[] {
  const plain = Buffer.from(word);
  const hex = plain.toString('hex');
  // Of each of the three beginnings the characters that no neighbour has a part in.
  const base64 = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), plain]).toString('base64').replaceAll('=', '').slice(before === 0 ? 0 : before + 1, -1));
  return [plain, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...base64.map((text) => Buffer.from(text)), Buffer.from(word, 'utf16le')];
}
