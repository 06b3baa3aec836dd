import type { CustomerState } from '../../agent/domain/customer/account.ts';
import { makeCardNumber } from '../../agent/domain/cards/card-number.ts';
import type { ShopAccount } from '../../sync/central/shop/shop-folder.ts';
import { appCardScheme } from './shop-data.ts';

/** What `customers.json` cannot say of an account, so that only `till price --customer` shows what it leads to. */
type Further = Partial<Pick<CustomerState, 'segments' | 'joinedOn' | 'purchases' | 'offers' | 'lots' | 'card'>>;

const people: Readonly<Record<string, { accountId: string } & Further>> = {
  regular: { accountId: 'c-00002', joinedOn: '2025-06-01', purchases: 41 },
  phone: { accountId: 'c-00002', joinedOn: '2025-06-01', purchases: 41, card: { number: makeCardNumber(appCardScheme, 2, 1), state: 'active' } },
  silver: { accountId: 'c-00003', joinedOn: '2024-09-14', purchases: 77 },
  gold: { accountId: 'c-00199', joinedOn: '2019-02-28', purchases: 512 },
  newcomer: { accountId: 'c-00005', joinedOn: '2026-11-20', purchases: 0 },
  tenth: { accountId: 'c-00007', joinedOn: '2026-08-03', purchases: 9 },
  student: { accountId: 'c-00004', segments: ['student'], joinedOn: '2026-09-01', purchases: 3 },
  family: { accountId: 'c-00008', segments: ['young-family'], joinedOn: '2026-02-10', purchases: 25 },
  pensioner: { accountId: 'c-00009', segments: ['pensioner'], joinedOn: '2020-01-15', purchases: 340 },
  staff: { accountId: 'c-00006', segments: ['staff'], joinedOn: '2026-03-01', purchases: 18 },
  'cheese-lover': {
    accountId: 'c-00010', joinedOn: '2026-05-05', purchases: 12, offers: [{ offerId: 'cheese-20', until: '2027-12-31' }],
    lots: [{ lotId: 'year', points: 446, expiresOn: '2027-12-31' }, { lotId: 'gift', points: 100, expiresOn: '2026-12-31' }],
  },
};
/** Customer states by file name, each of an account of `customers.json`. Throws where an account is not there. */
export function makePersonas(accounts: readonly ShopAccount[]): Map<string, CustomerState> {
  return new Map(Object.entries(people).map(([name, { accountId, ...further }]) => {
    const account = accounts.find((each) => each.accountId === accountId);
    const [card] = account?.cards ?? [];
    if (account === undefined || card === undefined) throw new Error(`there is no account ${accountId} with a card`);
    const { openingPoints, cards: _cards, ...known } = account;
    return [name, { ...known, availablePoints: openingPoints, holds: [], card, ...further }];
  }));
}
