import { parseSync } from 'vite';

export interface ImportFound {
  /** What stands between the quotes; undefined where it is computed and nobody can check it */
  specifier: string | undefined;
  line: number;
}

interface SyntaxNode {
  type: string;
  start: number;
  [field: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The field that holds the module's name, by the kinds of syntax that name one. */
const sourceFields: Record<string, string> = {
  ImportDeclaration: 'source',
  ExportNamedDeclaration: 'source',
  ExportAllDeclaration: 'source',
  ImportExpression: 'source',
  TSImportType: 'source',
  TSExternalModuleReference: 'expression',
};

/**
 * Every import of a TypeScript file, whatever its form: static, type only, re-export, dynamic, `import('…').Type`,
 * and `new URL('./file.ts', import.meta.url)`, which is how workers are named.
 * @throws where the file cannot be parsed.
 */
export function importsOf(path: string, text: string): ImportFound[] {
  const parsed = parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  const [firstError] = parsed.errors;
  if (firstError !== undefined) throw new Error(`${path}: ${firstError.message}`);
  const found: ImportFound[] = [];
  visit(parsed.program, (node) => {
    const source = sourceOf(node);
    if (source === undefined) return;
    const literal = isNode(source) && source.type === 'Literal' && typeof source['value'] === 'string' ? source['value'] : undefined;
    const isUrl = node.type === 'NewExpression';
    if (isUrl && !/^[^:]+\.[cm]?[jt]sx?$/.test(literal ?? '')) return;
    // A URL without a leading dot is relative all the same.
    const specifier = isUrl && literal !== undefined && !literal.startsWith('.') ? `./${literal}` : literal;
    found.push({ specifier, line: text.slice(0, node.start).split('\n').length });
  });
  return found;
}

/** @returns the node that names a module, null-free; undefined where this node names none. */
function sourceOf(node: SyntaxNode): unknown {
  const field = sourceFields[node.type];
  if (field !== undefined) return node[field] ?? undefined;
  if (node.type !== 'NewExpression') return undefined;
  const callee = node['callee'];
  const given = node['arguments'];
  return isNode(callee) && callee['name'] === 'URL' && Array.isArray(given) && given.length === 2 ? given[0] : undefined;
}

function visit(value: unknown, enter: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, enter);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) enter(value);
  for (const child of Object.values(value)) visit(child, enter);
}
