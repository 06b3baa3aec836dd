const number = /^[0-9]{6,20}$/;

/**
 * How many cards stand from the first to the last number, both of them counted: where the last digit only checks the others, as is
 * common, and where it counts too. Empty where these are no two numbers of one row.
 */
export function packCounts(first: string, last: string): number[] {
  const [from, to] = [first.trim(), last.trim()];
  if (!number.test(from) || !number.test(to) || from.length !== to.length) return [];
  const counts = [BigInt(to.slice(0, -1)) - BigInt(from.slice(0, -1)) + 1n, BigInt(to) - BigInt(from) + 1n];
  return counts.every((count) => count >= 1n) ? counts.filter((count) => count <= 1_000_000n).map(Number) : [];
}
