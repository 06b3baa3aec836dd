import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { exampleHash } from './shop.ts';

/** Goes through the text, as every bundle does; throws where it is refused. */
export function compiledFrom(bundle: Bundle): CompiledBundle {
  const loaded = loadBundle(JSON.stringify(bundle), exampleHash);
  if (!loaded.ok) throw new Error(`refused: ${loaded.invalid.path} ${loaded.invalid.detail}`);
  return loaded.compiled;
}
