/** Money of the reference: every product in BigInt, every split by sorting exact fractions. */

export function divide(a: number, b: number, c: number, mode: 'floor' | 'half-up'): number {
  const product = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  return Number(mode === 'floor' ? product / divisor : (2n * product + divisor) / (2n * divisor));
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** Splits by largest remainder; of equal remainders the earlier part gets more. */
export function split(total: number, weights: readonly number[]): number[] {
  if (total === 0) return weights.map(() => 0);
  const whole = BigInt(sum(weights));
  const exact = weights.map((weight, place) => ({ place, product: BigInt(total) * BigInt(weight) }));
  const parts = exact.map(({ product }) => Number(product / whole));
  const byRemainder = exact.toSorted((x, y) => Number((y.product % whole) - (x.product % whole)) || x.place - y.place);
  for (const { place } of byRemainder.slice(0, total - sum(parts))) parts[place] = (parts[place] ?? 0) + 1;
  return parts;
}

/** The same, where no part takes more than its room: what one cannot take, the others take, in proportion again. `total` is at most all rooms together. */
export function splitWithin(total: number, weights: readonly number[], rooms: readonly number[]): number[] {
  const parts = weights.map(() => 0);
  let open = weights.map((_, place) => place).filter((place) => (rooms[place] ?? 0) > 0);
  let left = total;
  while (left > 0) {
    const shares = split(left, open.map((place) => weights[place] ?? 0));
    const tooMuch = open.filter((place, index) => (shares[index] ?? 0) > (rooms[place] ?? 0));
    if (tooMuch.length === 0) {
      open.forEach((place, index) => { parts[place] = shares[index] ?? 0; });
      return parts;
    }
    for (const place of tooMuch) {
      parts[place] = rooms[place] ?? 0;
      left -= rooms[place] ?? 0;
    }
    open = open.filter((place) => !tooMuch.includes(place));
  }
  return parts;
}
