/** What is left to choose: each choice with its options, and what each option bars. */
import type { Bars } from './discounts.ts';
import { competes, type Entry, isOnGoods } from './entries.ts';
import { freshLines, type Line } from './lines.ts';
import type { World } from './world.ts';

export type Choice = Bars[];

/** Choices for the receipt, then those of each line in canonical order. */
export function choicesOf(entries: readonly Entry[], world: World, settled: Bars): Choice[] {
  const lineIds = freshLines(world).filter(({ kept }) => !kept).map(({ basket }) => basket.lineId);
  const competing = entries.filter((entry) => competes(entry));
  const { groups, exclusions = [] } = world.bundle;
  const onReceipt: Choice[] = [];
  const onLine: ((isThis: (line: Line) => boolean) => Choice)[] = [];

  for (const group of groups.filter(({ mode }) => mode === 'best')) {
    const members = competing.filter((entry) => entry.group.id === group.id);
    const goods = members.filter((entry) => isOnGoods(entry));
    const basket = members.filter((entry) => !isOnGoods(entry));
    if (group.on === 'receipt') {
      onReceipt.push(onlyOneOf(members));
      continue;
    }
    const notOnGoods: Bars = (entry) => goods.includes(entry);
    const notOnBasket: Bars = (entry) => basket.includes(entry);
    onReceipt.push([...(goods.length > 0 ? [notOnBasket] : []), ...onlyOneOf(basket).map((bars): Bars => (entry, line) => notOnGoods(entry, line) || bars(entry, line))]);
    onLine.push((isThis) => onlyOneOf(goods).map((bars): Bars => (entry, line) => isThis(line) && bars(entry, line)));
  }
  for (const { groupIds, on } of exclusions.filter(({ resolve }) => resolve === 'best')) {
    const sides = groupIds.map((groupId): Bars => (entry) => competes(entry) && entry.group.id === groupId);
    if (on === 'receipt') onReceipt.push(sides);
    else onLine.push((isThis) => sides.map((bars): Bars => (entry, line) => isThis(line) && bars(entry, line)));
  }
  for (const on of ['receipt', 'line'] as const) {
    const alone = competing.filter(({ promotion: { exclusive } }) => exclusive?.resolve === 'best' && exclusive.on === on);
    if (alone.length === 0) continue;
    const options: Choice = [...alone.map((chosen): Bars => (entry) => competes(entry) && entry !== chosen), (entry) => alone.includes(entry)];
    if (on === 'receipt') onReceipt.push(options);
    else onLine.push((isThis) => options.map((bars): Bars => (entry, line) => isThis(line) && bars(entry, line)));
  }
  const forLines = lineIds.flatMap((lineId) => onLine.map((choice) => choice(({ basket }) => basket.lineId === lineId)));
  return [...onReceipt, ...forLines].map((choice) => choice.map((bars): Bars => (entry, line) => settled(entry, line) || bars(entry, line)));
}

/** One of them or none. */
function onlyOneOf(members: readonly Entry[]): Choice {
  return [...members, undefined].map((chosen): Bars => (entry) => members.includes(entry) && entry !== chosen);
}
