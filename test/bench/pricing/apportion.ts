/** Largest remainder in plain numbers, as the floor and the tail of the peers need it. Of equal remainders the sku decides. */
export interface ShareLine {
  sku: string;
  leftMinor: number;
  /** What may still be taken off */
  roomMinor: number;
}

/** Splits `total` in proportion to what is left of each line; `sumMinor` is the sum of that, above zero. */
export function apportion(total: number, lines: readonly ShareLine[], sumMinor: number): number[] {
  const shares: number[] = [];
  const rests: number[] = [];
  let open = total;
  for (const line of lines) {
    const product = total * line.leftMinor;
    const rest = product % sumMinor;
    const share = (product - rest) / sumMinor;
    shares.push(share);
    rests.push(rest);
    open -= share;
  }
  if (open > 0) {
    const order = rests.map((_, index) => index).sort((a, b) => rests[b]! - rests[a]! || (lines[a]!.sku < lines[b]!.sku ? -1 : 1));
    for (let place = 0; place < open; place += 1) shares[order[place]!]! += 1;
  }
  return shares;
}

/** As `apportion`, but no line gets more than its room: the others take what it cannot. `total` is within all rooms together. */
export function apportionWithin(total: number, lines: readonly ShareLine[], sumMinor: number): number[] {
  const shares = apportion(total, lines, sumMinor);
  if (!shares.some((share, index) => share > lines[index]!.roomMinor)) return shares;
  const result = lines.map(() => 0);
  let open = lines.map((_, index) => index).filter((index) => lines[index]!.roomMinor > 0);
  let rest = total;
  for (;;) {
    const some = open.map((index) => lines[index]!);
    const parts = apportion(rest, some, some.reduce((sum, line) => sum + line.leftMinor, 0));
    const fits = open.filter((index, place) => parts[place]! <= lines[index]!.roomMinor);
    if (fits.length === open.length) {
      for (const [place, index] of open.entries()) result[index] = parts[place]!;
      return result;
    }
    for (const [place, index] of open.entries()) {
      if (parts[place]! <= lines[index]!.roomMinor) continue;
      result[index] = lines[index]!.roomMinor;
      rest -= lines[index]!.roomMinor;
    }
    open = fits;
  }
}
