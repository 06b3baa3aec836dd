import { createRequire } from 'node:module';
import { peersFolder } from '../peers-folder.ts';

/** A package of test/bench/peers; the project itself does not know its types, so the caller says what it uses. */
export function requirePeer(name: string): unknown {
  return createRequire(`${peersFolder}/package.json`)(name);
}
