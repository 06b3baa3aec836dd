import { extname } from 'node:path';

/** The program `name` that lies beside the module of this address: TypeScript in a checkout, JavaScript in a release. */
export function besideThis(name: string, moduleUrl: string): URL {
  return new URL(`./${name}${extname(new URL(moduleUrl).pathname)}`, moduleUrl);
}
