/** What is left to choose: each choice with its options, and what each option bars. */
import { couldHold, couldSelect, couldUse } from './concerns.ts';
import type { Bars } from './discounts.ts';
import { competes, type Entry, isOnGoods } from './entries.ts';
import { freshLines, type Line } from './lines.ts';
import type { World } from './world.ts';

export type Choice = Bars[];

/**
 * The rules say that a line may be assigned to nobody, and leave open whether that is meant where only one promotion of the group could act on it:
 * then nothing competes, but sometimes it would be better for the customer (a higher quantity tier that gives less).
 */
export const readings = ['always', 'contested', 'never'] as const;
export type Reading = (typeof readings)[number];

/** Choices for the receipt, then those of each line in canonical order. */
export function choicesOf(entries: readonly Entry[], world: World, settled: Bars, nobody: Reading): Choice[] {
  const lines = freshLines(world).filter(({ kept }) => !kept);
  const able = entries.filter((entry) => competes(entry) && couldHold(entry, world) && lines.some((line) => couldAct(entry, line)));
  const { groups, exclusions = [] } = world.bundle;
  const choices: Choice[] = [];

  for (const group of groups.filter(({ mode }) => mode === 'best')) {
    const members = membersOf(group.id);
    const goods = members.filter((entry) => isOnGoods(entry));
    const basket = members.filter((entry) => !isOnGoods(entry));
    if (group.on === 'receipt') choices.push(onlyOneOf(members));
    else if (goods.length === 0) choices.push(onlyOneOf(basket));
    else if (basket.length > 0) choices.push([(entry) => basket.includes(entry), ...basket.map((chosen): Bars => (entry) => members.includes(entry) && entry !== chosen)]);
    if (group.on !== 'receipt') choices.push(...lines.map((line) => onLine(line, onlyOneOf(goods.filter((entry) => couldUse(entry, line, world) && !settled(entry, line))))));
  }
  for (const { groupIds, on } of exclusions.filter(({ resolve }) => resolve === 'best')) {
    const sides = groupIds.map((groupId) => membersOf(groupId));
    if (on === 'receipt') choices.push(onlySideOf(sides));
    else choices.push(...lines.map((line) => onLine(line, onlySideOf(sides.map((side) => side.filter((entry) => couldAct(entry, line)))))));
  }
  for (const on of ['receipt', 'line'] as const) {
    const alone = able.filter(({ promotion: { exclusive } }) => exclusive?.resolve === 'best' && exclusive.on === on);
    if (on === 'receipt') choices.push(aloneOrNot(alone, able));
    else choices.push(...lines.map((line) => onLine(line, aloneOrNot(alone.filter((entry) => couldAct(entry, line)), able.filter((entry) => couldAct(entry, line))))));
  }
  return choices.filter(({ length }) => length > 0);

  /** One of them or none. */
  function onlyOneOf(members: readonly Entry[]): Choice {
    const orNone = nobody === 'always' || (nobody === 'contested' && members.length > 1);
    return members.length === 0 ? [] : [...members, ...(orNone ? [undefined] : [])].map((chosen): Bars => (entry) => members.includes(entry) && entry !== chosen);
  }

  function membersOf(groupId: string): Entry[] {
    return able.filter((entry) => entry.group.id === groupId);
  }

  function couldAct(entry: Entry, line: Line): boolean {
    return couldSelect(entry, line, world) && !settled(entry, line);
  }
}

function onlySideOf(sides: readonly Entry[][]): Choice {
  return sides.some(({ length }) => length === 0) ? [] : sides.map((barred): Bars => (entry) => barred.includes(entry)).toReversed();
}

/** One of them alone, or all the others without them. */
function aloneOrNot(alone: readonly Entry[], able: readonly Entry[]): Choice {
  return alone.length === 0 || able.length < 2 ? [] : [...alone.map((chosen): Bars => (entry) => competes(entry) && entry !== chosen), (entry) => alone.includes(entry)];
}

function onLine(line: Line, choice: Choice): Choice {
  return choice.map((bars): Bars => (entry, other) => other.basket.lineId === line.basket.lineId && bars(entry, other));
}
