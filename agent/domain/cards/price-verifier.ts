/** GS1 General Specifications 7.9: a digit of a price or a weight counts so much, by its place. */
const twoMinus = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7];
const three = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7];
const fiveMinus = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1];
const fivePlus = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9];

const ofFour = [twoMinus, twoMinus, three, fiveMinus];
const ofFive = [fivePlus, twoMinus, fiveMinus, fivePlus, twoMinus];

/** The digit by which a price or a weight of four or five digits is checked. Undefined for any other text. */
export function priceVerifier(digits: string): number | undefined {
  if (/^[0-9]{4}$/.test(digits)) return (sumOf(digits, ofFour) * 3) % 10;
  return /^[0-9]{5}$/.test(digits) ? fiveMinus.indexOf((10 - (sumOf(digits, ofFive) % 10)) % 10) : undefined;
}

function sumOf(digits: string, weights: readonly (readonly number[])[]): number {
  return weights.reduce((sum, weight, place) => sum + (weight[Number(digits[place])] ?? 0), 0);
}
