import type { FavouriteChosen } from '../operations/customer-operations.ts';
import type { Account } from './account.ts';
import { choicesIn, monthOf, type FavouriteRules } from './favourite-rules.ts';

export type FavouriteFault = 'category-not-offered' | 'chosen-already';

/** Why the customer may not choose this category on this day; undefined where they may. */
export function favouriteFault({ categories, perMonth }: FavouriteRules, { favouriteChoices }: Pick<Account, 'favouriteChoices'>, categoryId: string, today: string): FavouriteFault | undefined {
  if (!categories.includes(categoryId)) return 'category-not-offered';
  return choicesIn(favouriteChoices, today) >= perMonth ? 'chosen-already' : undefined;
}

/** The account with one more choice: it holds from its first day on, whatever was chosen before. */
export function withFavourite(account: Account, { categoryId, from, until }: Pick<FavouriteChosen, 'categoryId' | 'from' | 'until'>): Account {
  const month = monthOf(from);
  const { favouriteChoices: before } = account;
  const isEarlierMonth = before !== undefined && month < before.month;
  return { ...account, favourite: { categoryId, until }, favouriteChoices: isEarlierMonth ? before : { month, times: choicesIn(before, from) + 1 } };
}
