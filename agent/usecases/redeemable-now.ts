import { mayRedeemOffline, mayRedeemOnline } from '../domain/redemption/may-redeem.ts';
import { usableAllowance } from '../domain/redemption/usable-allowance.ts';
import { accountNow, type AccountNow } from './customer-state.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Account, Allowance } from '../domain/customer/account.ts';
import type { MayRedeem } from '../domain/pricing/priced-sale.ts';
import type { SaleCustomer } from '../ports/sales.ts';
import type { Till } from './till.ts';

/** What a sale might spend at this moment, and of what. */
export interface RedeemableNow {
  readonly isOffline: boolean;
  /** The input of the price; undefined where the balance that the sale's customer came with says it */
  readonly may?: MayRedeem;
  /** Of this till, and it may be used now; what open sales reserved is taken off */
  readonly allowance?: Allowance;
}

export interface Asking {
  /** Of an open sale: what it has reserved itself does not count against it */
  readonly saleId?: string;
  readonly customer?: Pick<SaleCustomer, 'state'>;
}

/** More open sales with points than any till has. */
const maxOpenSales = 1_000;

/** `isOffline`: the centre is known to be out of reach; else its standing says so. */
export function redeemableNow(till: Till, compiled: CompiledBundle, asking: Asking, isOffline = !till.authority.standing().isReachable): RedeemableNow {
  const { saleId, customer } = asking;
  if (customer === undefined) return isOffline ? { isOffline, may: { points: 0, limitedBy: 'offline' } } : { isOffline };
  const { state } = customer;
  // Most customers have no allowance: online their price needs nothing but the state that they came with.
  if (!isOffline && state.allowances === undefined) return { isOffline };
  const now = accountNow(till, state.accountId, saleId);
  const allowance = now === undefined ? undefined : allowanceNow(till, compiled, now.account);
  const found = { isOffline, ...(allowance === undefined ? {} : { allowance }) };
  const allowancePoints = allowance?.points ?? 0;
  if (isOffline) return { ...found, may: offline(till, compiled, { asking, now, allowancePoints }) };
  const may = mayRedeemOnline(state.availablePoints, allowancePoints);
  return may === undefined ? found : { ...found, may };
}

/** The account's allowance that this till may spend of now. */
export function allowanceNow(till: Till, { bundle }: CompiledBundle, account: Pick<Account, 'allowances'>): Allowance | undefined {
  const { clock, atMs } = till.clock.now();
  return usableAllowance(account, bundle.redemption, { journalId: till.journal.journalId, isQuarantined: till.authority.standing().isQuarantined, clock, atMs });
}

function offline(till: Till, { bundle }: CompiledBundle, { asking, now, allowancePoints }: { asking: Asking; now: AccountNow | undefined; allowancePoints: number }): MayRedeem {
  const { clock, atMs } = till.clock.now();
  return mayRedeemOffline(bundle.redemption, {
    isDoubtful: clock === 'suspect' || till.authority.standing().isQuarantined,
    balancePoints: now?.account.availablePoints ?? 0,
    allowancePoints,
    ageMs: now === undefined ? Number.MAX_SAFE_INTEGER : Math.max(0, atMs - now.view.asOfMs),
    risked: riskedToday(till, till.clock.businessTime(atMs, bundle.timeZone).localDate, asking),
  });
}

/** By finished sales of the day, and by sales that are open, whatever day they were opened on. */
function riskedToday(till: Till, localDate: string, { saleId, customer }: Asking): { customerPoints: number; tillPoints: number } {
  const accountId = customer?.state.accountId;
  const open = till.sales.list(['held', 'in-doubt'], maxOpenSales).filter((sale) => sale.saleId !== saleId)
    .map((sale) => ({ accountId: sale.customer?.state.accountId, riskPoints: sale.cover?.riskPoints ?? 0 }));
  const all = [...till.daySales.of(localDate, till.clock.now().atMs), ...open];
  const sum = (parts: readonly { riskPoints: number }[]): number => parts.reduce((points, { riskPoints }) => points + riskPoints, 0);
  return { customerPoints: sum(all.filter((one) => one.accountId === accountId)), tillPoints: sum(all) };
}
