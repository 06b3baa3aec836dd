import { departments, type FlatGood } from './flat.ts';
import { seededRandom } from './random.ts';

export const categoryCount = 400;
const brandCount = 300;
const goodCount = 20_000;

/** 20,000 goods in 400 categories of four departments, of 300 brands. One of ten sells well, one of ten is sold by weight. */
export function makeCatalogue(): FlatGood[] {
  const random = seededRandom(1);
  const catalogue = Array.from({ length: goodCount }, (_, index): FlatGood => {
    const category = random.whole(categoryCount);
    return {
      sku: `s${String(index).padStart(5, '0')}`,
      categoryId: categoryName(category),
      brand: `b${String(random.whole(brandCount)).padStart(3, '0')}`,
      department: departmentOf(category),
      unit: random.chance(0.1) ? 'kg' : 'piece',
      priceMinor: random.between(40, 4_000) * 100 - 1,
      isHot: index % 10 === 0,
    };
  });
  return asRead(catalogue);
}

export function categoryName(category: number): string {
  return `c${String(category).padStart(3, '0')}`;
}

export function departmentOf(category: number): number {
  return category % departments.length;
}

/** What is made here goes through JSON once: contestants get strings as a till has them, not the ropes that joining them leaves behind. */
export function asRead<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
