import { findSelectorProblem } from '../promotions/check-selector.ts';
import { below, findFirst, findUnknown, type KnownNames, type Problem } from '../promotions/problem.ts';
import type { Exclusion } from '../promotions/promotion.ts';
import { findSlipProblem } from '../slip/check-slips.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { Question, Questionnaire } from '../customer/questionnaire.ts';
import type { Bundle, CouponKind, FlagScope } from './bundle.ts';

/** What is wrong with coupons, flags, exclusions, slips and redemption. */
export function findProgrammeProblem({ coupons = [], flags = [], exclusions = [], redemption, questionnaires = [], favourite, adjustments, slips = {} }: Bundle, names: KnownNames): Problem | undefined {
  return (
    findFirst('/coupons', coupons, findCouponProblem) ??
    findFirst('/flags', flags, ({ on }) => findFirst('/on', on, (scope) => findScopeProblem(scope, names))) ??
    findExclusionProblem(exclusions, names) ??
    findQuestionnaireProblem(questionnaires) ??
    (favourite === undefined ? undefined : findUnknown('/favourite/categories', favourite.categories, names.categories, 'category')) ??
    (adjustments === undefined ? undefined : findTwice('/adjustments/reasons', adjustments.reasons)) ??
    below('/slips', findSlipProblem(slips)) ??
    (redemption.goods === undefined ? undefined : below('/redemption/goods', findSelectorProblem(redemption.goods, names)))
  );
}

/** One code may belong to several kinds: then it stands for all of them. */
function findCouponProblem({ codes, series }: CouponKind): Problem | undefined {
  if (codes === undefined && series === undefined) return { path: '', detail: 'has neither codes nor a series: nobody could show such a coupon' };
  if (series !== undefined && series.length <= series.prefix.length) return { path: '/series/length', detail: `leaves no digits after the prefix ${series.prefix}` };
  return undefined;
}

function findScopeProblem({ regions, storeIds, agentFrom, agentBelow }: FlagScope, names: KnownNames): Problem | undefined {
  const unknown = findUnknown('/regions', regions, names.regions, 'region') ?? findUnknown('/storeIds', storeIds, names.stores, 'store');
  if (unknown !== undefined || agentFrom === undefined || agentBelow === undefined) return unknown;
  return isBelow(agentFrom, agentBelow) ? undefined : { path: '/agentBelow', detail: `must be above agentFrom, ${agentFrom}` };
}

/** Answers are kept under the id of their question alone, so that one which stands in several questionnaires must be the same. */
function findQuestionnaireProblem(questionnaires: readonly Questionnaire[]): Problem | undefined {
  const known = new Map<string, Question>();
  return findTwice('/questionnaires', questionnaires) ?? findFirst('/questionnaires', questionnaires, ({ questions }) =>
    findTwice('/questions', questions) ?? findFirst('/questions', questions, (question) => {
      const same = known.get(question.id);
      known.set(question.id, question);
      if (same !== undefined && canonicalJson(withoutDemand(same)) !== canonicalJson(withoutDemand(question))) return { path: '/id', detail: `"${question.id}" is another question in another questionnaire` };
      const options = question.kind === 'choice' ? question.options.map(({ id }) => id) : [];
      return new Set(options).size === options.length ? undefined : { path: '/options', detail: 'has an id twice' };
    }));
}

/** One questionnaire may demand what another only asks. */
function withoutDemand({ required: _required, ...question }: Question) {
  return question;
}

function findTwice(path: string, entries: readonly { id: string }[]): Problem | undefined {
  const ids = new Set<string>();
  return findFirst(path, entries, ({ id }) => {
    if (ids.has(id)) return { path: '/id', detail: `"${id}" stands twice` };
    ids.add(id);
    return undefined;
  });
}

/** Of versions `1.4.0`, each part a number. */
function isBelow(one: string, other: string): boolean {
  const parts = one.split('.').map(Number);
  const others = other.split('.').map(Number);
  const index = parts.findIndex((part, at) => part !== others[at]);
  return index >= 0 && (parts[index] ?? 0) < (others[index] ?? 0);
}

function findExclusionProblem(exclusions: readonly Exclusion[], names: KnownNames): Problem | undefined {
  const pairs = new Set<string>();
  return findFirst('/exclusions', exclusions, ({ groupIds }) => {
    const unknown = findUnknown('/groupIds', groupIds, names.groups, 'group');
    if (unknown !== undefined) return unknown;
    // No id has a blank in it.
    const pair = groupIds.toSorted().join(' ');
    if (groupIds[0] === groupIds[1]) return { path: '/groupIds', detail: `a group cannot exclude itself; "${groupIds[0] ?? ''}" could be of mode first or best` };
    if (pairs.has(pair)) return { path: '/groupIds', detail: 'these two groups exclude each other already' };
    pairs.add(pair);
    return undefined;
  });
}
