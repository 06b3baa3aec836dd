import { stateOf } from '../domain/cards/account-card.ts';
import { cardsNow, type CardReader } from '../usecases/cards-now.ts';
import type { CardEvent } from '../contract/card.ts';
import type { Account } from '../domain/customer/account.ts';
import type { CacheWriter } from '../ports/customer-cache.ts';
import type { Sales } from '../ports/sales.ts';
import type { CacheStore } from '../storage/cache/open-cache.ts';

export type CardTold = Extract<CardEvent, { change: 'told' }>;

/** A page with more accounts than these is what a till missed, not news: of it only cards of open sales are told of, so that reading it takes no longer. */
const mostLookedAt = 50;
const mostOpenSales = 50;

/**
 * The cache's writer, which tells of each card that a page of the feed leaves otherwise than this till knew it. What this till did to a card itself was told
 * when it was done: the centre's word that it is so is no news.
 */
export function tellingCards({ cache, writer }: Pick<CacheStore, 'cache' | 'writer'>, { journal, sales }: { journal: CardReader['journal']; sales: Pick<Sales, 'list'> }, onTold: (told: CardTold) => void): CacheWriter {
  const reader: CardReader = { journal, cache };
  return {
    ...writer,
    applyFeed(page) {
      const inSales = openSales(sales);
      const accounts = page.accounts.length <= mostLookedAt ? page.accounts : page.accounts.filter(({ accountId }) => inSales.some((sale) => sale.accountId === accountId));
      const numbers = accounts.flatMap((account) => differing(cache.findById(account.accountId)?.account, account));
      const before = knownOf(reader, numbers);
      writer.applyFeed(page);
      const after = knownOf(reader, numbers);
      for (const cardNumber of new Set(numbers)) {
        const now = after.get(cardNumber);
        if (isSame(before.get(cardNumber), now)) continue;
        const saleIds = inSales.filter((sale) => sale.cardNumber === cardNumber).map(({ saleId }) => saleId);
        onTold({ change: 'told', cardNumber, ...(now === undefined ? {} : { now }), saleIds });
      }
    },
  };
}

function openSales(sales: Pick<Sales, 'list'>): { saleId: string; accountId: string; cardNumber: string }[] {
  return sales.list(['priced', 'held', 'in-doubt'], mostOpenSales).flatMap(({ saleId, customer }) =>
    (customer === undefined ? [] : [{ saleId, accountId: customer.state.accountId, cardNumber: customer.state.card.number }]));
}

/** Cards that may be otherwise by the new row; all of them where it has another tier. */
function differing(old: Account | undefined, account: Account): string[] {
  const before = new Map((old?.cards ?? []).map((card) => [card.number, JSON.stringify(card)]));
  const isOther = old !== undefined && (old.tier !== account.tier || old.mergedInto !== account.mergedInto);
  const left = new Set(account.cards.map(({ number }) => number));
  const changed = account.cards.filter((card) => isOther || before.get(card.number) !== JSON.stringify(card)).map(({ number }) => number);
  return [...changed, ...[...before.keys()].filter((number) => !left.has(number))];
}

type Known = NonNullable<CardTold['now']>;

function knownOf(reader: CardReader, numbers: readonly string[]): Map<string, Known> {
  if (numbers.length === 0) return new Map();
  const { cards, cached } = cardsNow(reader, numbers);
  return new Map(numbers.flatMap((number): [string, Known][] => {
    const card = cards.get(number);
    const tier = cached.get(number)?.account.tier;
    if (card === undefined) return [];
    const { accountId, replacedBy } = card;
    return [[number, { state: stateOf(card), accountId, ...(tier === undefined ? {} : { tier }), ...(replacedBy === undefined ? {} : { replacedBy }) }]];
  }));
}

/** A tier that was not known before, of a card that was issued here, is no change. */
function isSame(before: Known | undefined, now: Known | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  return before.state === now.state && before.accountId === now.accountId && before.replacedBy === now.replacedBy && (before.tier === undefined || before.tier === now.tier);
}
