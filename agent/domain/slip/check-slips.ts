import { below, findFirst, type Problem } from '../promotions/problem.ts';
import { unreachable } from '../unreachable.ts';
import { hasStrayBraces, placesOf } from './placed-text.ts';
import { formsOf, type SlipLanguage } from './plural.ts';
import type { RowLine, SlipLine, SlipRules, SlipTemplate } from './slip-template.ts';
import { type SlipKind, slipKinds, slipLists, slipValues } from './slip-vocabulary.ts';

interface Vocabulary {
  readonly language: SlipLanguage;
  readonly values: ReadonlySet<string>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

const languages = ['ru', 'kk', 'en'] as const satisfies readonly SlipLanguage[];

/** A template that names what no such slip has, or counts with the wrong number of forms; paths are from the rules. */
export function findSlipProblem({ templates = {} }: SlipRules): Problem | undefined {
  for (const language of languages) {
    for (const kind of slipKinds) {
      const template = templates[language]?.[kind];
      const problem = template === undefined ? undefined : findTemplateProblem(template, kind, language);
      if (problem !== undefined) return below(`/templates/${language}/${kind}`, problem);
    }
  }
  return undefined;
}

export function findTemplateProblem(template: SlipTemplate, kind: SlipKind, language: SlipLanguage): Problem | undefined {
  const known: Vocabulary = { language, values: new Set(slipValues[kind]), lists: slipLists[kind] };
  return findFirst('', template, (line) => findLineProblem(line, known));
}

function findLineProblem(line: SlipLine, known: Vocabulary): Problem | undefined {
  switch (line.kind) {
    case 'text':
    case 'pair':
      return findRowProblem(line, known);
    case 'rule':
    case 'blank':
      return findConditionProblem(line, known);
    case 'qr':
      return known.values.has(line.value) ? findConditionProblem(line, known) : unknown('/value', line.value);
    case 'each': {
      const fields = Object.hasOwn(known.lists, line.of) ? known.lists[line.of] : undefined;
      if (fields === undefined) return unknown('/of', line.of);
      return findFirst('/lines', line.lines, (part) => findRowProblem(part, { ...known, values: new Set([...known.values, ...fields]) }));
    }
    default:
      return unreachable(line);
  }
}

function findRowProblem(line: RowLine, known: Vocabulary): Problem | undefined {
  if (line.kind === 'text') return findTextProblem('/text', line.text, known) ?? findConditionProblem(line, known);
  return findTextProblem('/left', line.left, known) ?? findTextProblem('/right', line.right, known) ?? findConditionProblem(line, known);
}

function findTextProblem(path: string, text: string, { language, values }: Vocabulary): Problem | undefined {
  if (hasStrayBraces(text)) return { path, detail: 'has braces that are no place for a value: {{name}} or {{name#form|form}}' };
  for (const { name, forms } of placesOf(text)) {
    if (!values.has(name)) return unknown(path, name);
    if (forms.length > 0 && forms.length !== formsOf[language]) return { path, detail: `has ${forms.length} forms of a word after {{${name}}}; this language has ${formsOf[language]}` };
  }
  return undefined;
}

function findConditionProblem({ if: wanted, unless }: { readonly if?: string; readonly unless?: string }, { values, lists }: Vocabulary): Problem | undefined {
  const isKnown = (name: string | undefined): boolean => name === undefined || values.has(name) || Object.hasOwn(lists, name);
  if (!isKnown(wanted)) return unknown('/if', wanted ?? '');
  return isKnown(unless) ? undefined : unknown('/unless', unless ?? '');
}

function unknown(path: string, name: string): Problem {
  return { path, detail: `names "${name}", which such a slip does not have` };
}
