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
  const rests = new Float64Array(lines.length);
  let open = total;
  for (let index = 0; index < lines.length; index += 1) {
    const product = total * lines[index]!.leftMinor;
    // `%` of numbers above 2^31 is a call into the C library; the quotient in floating point is too large by one at most.
    let share = Math.floor(product / sumMinor);
    if (share * sumMinor > product) share -= 1;
    shares.push(share);
    rests[index] = product - share * sumMinor;
    open -= share;
  }
  if (open > 0) giveToLargest(open, shares, rests, lines);
  return shares;
}

function giveToLargest(count: number, shares: number[], rests: Float64Array, lines: readonly ShareLine[]): void {
  const least = rests.toSorted()[rests.length - count]!;
  let left = count;
  const equals: number[] = [];
  for (let index = 0; index < rests.length; index += 1) {
    const rest = rests[index]!;
    if (rest > least) {
      shares[index]! += 1;
      left -= 1;
    } else if (rest === least) equals.push(index);
  }
  if (left < equals.length) equals.sort((a, b) => (lines[a]!.sku < lines[b]!.sku ? -1 : 1));
  for (let place = 0; place < left; place += 1) shares[equals[place]!]! += 1;
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
