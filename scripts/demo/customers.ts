import type { Random } from '../../agent/cli/replay/random.ts';
import type { Card, CardState } from '../../agent/domain/cards/card.ts';
import { makeCardNumber } from '../../agent/domain/cards/card-number.ts';
import type { ShopAccount } from '../../sync/central/shop/shop-folder.ts';
import { givenNames } from './names.ts';
import { cardScheme, favouriteCategories, stores } from './shop-data.ts';

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** These are born on 29 February, so that a demonstration always finds one. */
const leapDayEvery = 400;

/** `count` customers with the cards that their store handed out, serials from 1 in each store. */
export function makeCustomers(random: Random, count: number): ShopAccount[] {
  const nextSerial = new Map<string, number>();
  return Array.from({ length: count }, (_, place) => {
    const store = stores[place % stores.length] ?? stores[0];
    return {
      accountId: `c-${String(place + 1).padStart(5, '0')}`,
      tier: pickTier(random),
      // Some people do not fill in the questionnaire
      ...(random.chance(0.93) ? { givenName: random.pick(givenNames) } : {}),
      ...(random.chance(0.85) || place % leapDayEvery === 0 ? { birthday: place % leapDayEvery === 0 ? '02-29' : pickBirthday(random) } : {}),
      ...(random.chance(0.7) ? { favourite: { categoryId: random.pick(favouriteCategories), until: random.chance(0.8) ? '2027-12-31' : '2026-03-31' } } : {}),
      openingPoints: pickBalance(random),
      cards: makeCards(random, place, store.cardDigits, nextSerial),
    };
  });
}

/** The first ten have one plain active card each: they are the ones that the README tells people to type. */
function makeCards(random: Random, place: number, storeDigits: string, nextSerial: Map<string, number>): Card[] {
  const states: CardState[] = place < 10 ? ['active'] : pickCardStates(random);
  return states.map((state) => {
    const serial = (nextSerial.get(storeDigits) ?? 0) + 1;
    nextSerial.set(storeDigits, serial);
    return { number: makeCardNumber(cardScheme, Number(storeDigits), serial), state };
  });
}

function pickCardStates(random: Random): CardState[] {
  const roll = random.next();
  if (roll < 0.88) return ['active'];
  if (roll < 0.91) return ['issued'];
  if (roll < 0.93) return ['restricted'];
  if (roll < 0.945) return ['blocked'];
  // A lost card and the one that replaced it
  if (roll < 0.975) return ['replaced', 'active'];
  // A family with two
  return ['active', 'active'];
}

function pickTier(random: Random): string {
  const roll = random.next();
  if (roll < 0.72) return 'standard';
  return roll < 0.93 ? 'silver' : 'gold';
}

function pickBirthday(random: Random): string {
  const month = random.between(1, 12);
  const day = random.between(1, daysOfMonth[month - 1] ?? 28);
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Many have little, a few have much. */
function pickBalance(random: Random): number {
  const roll = random.next();
  if (roll < 0.08) return 0;
  if (roll < 0.75) return random.between(1, 1_500);
  return roll < 0.96 ? random.between(1_500, 8_000) : random.between(8_000, 40_000);
}
