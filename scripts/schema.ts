/** `npm run schema` writes resources/schema: the JSON Schemas of what goes into the engine and comes out of it, made from the kernel's own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from './schema/schema-files.ts';

const folder = join(import.meta.dirname, '..', 'resources', 'schema');
mkdirSync(folder, { recursive: true });
for (const [name, text] of schemaFiles()) {
  writeFileSync(join(folder, name), text);
  console.log(`${join(folder, name)}: ${Math.round(text.length / 1024)} kB`);
}
