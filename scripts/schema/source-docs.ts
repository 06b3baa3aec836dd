/** What the comments of one TypeScript file say of its schemas: they are written once, beside the types. */
export interface SourceDocs {
  /** Of `export const Name` or `const Name` */
  readonly ofConst: ReadonlyMap<string, string>;
  /** Of a field of an exported schema, by `Name.field` */
  readonly ofField: ReadonlyMap<string, string>;
  /** Of a field that several schemas of the file share */
  readonly ofSharedField: ReadonlyMap<string, string>;
  /** Of a variant of a union, by its `kind` */
  readonly ofKind: ReadonlyMap<string, string>;
}

const comment = String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*`;

export function readSourceDocs(text: string): SourceDocs {
  const ofField = new Map<string, string>();
  const ofSharedField = new Map<string, string>();
  const consts = [...text.matchAll(/^(export )?const (\w+) = /gmu)];
  for (const [index, { 1: exported, 2: name = '', index: start }] of consts.entries()) {
    const body = text.slice(start, consts[index + 1]?.index);
    for (const [, said = '', field = ''] of body.matchAll(new RegExp(`${comment}(\\w+): `, 'gu'))) {
      if (exported === undefined) ofSharedField.set(field, plain(said));
      else ofField.set(`${name}.${field}`, plain(said));
    }
  }
  return {
    ofConst: pairs(text, new RegExp(`${comment}(?:export )?(?:const|type) (\\w+)\\b`, 'gu')),
    ofField,
    ofSharedField,
    ofKind: pairs(text, new RegExp(`${comment}(?:\\| |const \\w+ = )[^\\n]*?kind: (?:Type\\.Literal\\()?'([\\w-]+)'`, 'gu')),
  };
}

function pairs(text: string, pattern: RegExp): Map<string, string> {
  return new Map([...text.matchAll(pattern)].map(([, said = '', name = '']) => [name, plain(said)]));
}

/** One paragraph, without the stars of a comment of several lines. */
function plain(said: string): string {
  return said.split('\n').map((line) => line.trim().replace(/^\*\s?/u, '')).join(' ').replaceAll(/\s+/gu, ' ').trim();
}
