/** What a promotion took off a line, and what was taken off it before. Nothing is copied to take off more, and who keeps an earlier one keeps all that led to it. */
export interface Given {
  /** The promotion's: most promotions that act are never fetched */
  readonly ordinal: number;
  readonly amountMinor: number;
  readonly before: Given | undefined;
  /** A promotion of a `best` group is among them */
  readonly isChosen: boolean;
}

/** In the order of application. */
export function inOrderGiven(last: Given | undefined): Given[] {
  const all: Given[] = [];
  for (let one = last; one !== undefined; one = one.before) all.push(one);
  return all.toReversed();
}
