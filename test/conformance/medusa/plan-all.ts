import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import type { NameBook } from '../name-book.ts';
import { NotExpressible } from '../suite.ts';
import type { CampaignState, Campaigns } from './campaigns.ts';
import type { Cart } from './cart.ts';
import type { MedusaCase, MedusaPromotion } from './case.ts';
import { planBuyGet } from './buy-get.ts';
import type { Plan } from './part.ts';
import { isLoaded } from './loaded.ts';
import { inOrder, isBuyGet } from './promotion-order.ts';
import { planStandard } from './standard.ts';

export interface Planned {
  promotion: MedusaPromotion;
  plan: Plan;
  campaign: CampaignState;
  /** Is it looked at in this call? */
  isLoaded: boolean;
  /** Was it used as often as it may be? */
  isUsedUp: boolean;
  /** Is it looked at, and may it be used once more in the call's currency? */
  mayAct: boolean;
}

/** One promotion of Medusa and ours that stand for it. */
export interface Translated {
  planned: Planned;
  promotions: readonly Promotion[];
}

/** All promotions that run, in the order in which Medusa applies them. One for another currency only where Medusa tells that it was used up: it looks at that first. */
export function planAll(read: MedusaCase, cart: Cart, campaigns: Campaigns, names: NameBook): Planned[] {
  const planned = inOrder(read.promotions.filter(runs)).flatMap((promotion): Planned[] => {
    const campaign = campaigns.stateOf(promotion.campaign_id);
    const isUsedUp = campaigns.isUsedUp(promotion);
    const isHere = isOfCurrency(promotion, read);
    if (!isHere && !isUsedUp && campaign.kind !== 'by-attribute') return [];
    const plan = withBudget(isBuyGet(promotion) ? planBuyGet(promotion, cart, names) : planStandard(known(promotion), cart, names), campaign);
    const loaded = isLoaded(promotion, read);
    return [{ promotion, plan, campaign, isLoaded: loaded, isUsedUp, mayAct: loaded && isHere && !isUsedUp }];
  });
  for (const one of planned) {
    if (!one.mayAct) continue;
    refuseOverspending(one);
    refuseTaxInclusive(one);
  }
  return planned;
}

/** What it takes off counts with the tax on top, and a cart tells prices without: the rates of the taxes would have to be known. */
function refuseTaxInclusive({ promotion }: Planned): void {
  if (promotion.is_tax_inclusive === true) throw new NotExpressible('It counts its discount with taxes that come on top of the prices of the cart; here a price is what is paid, taxes inside.');
}

/** What is a draft or switched off is in no bundle. */
function runs({ status }: MedusaPromotion): boolean {
  if (status !== 'active' && status !== 'draft' && status !== 'inactive') throw new NotExpressible(`It is "${status}", which has no translation.`);
  return status === 'active';
}

/** A bundle has one currency, so that what is made for another gives nothing. */
function isOfCurrency({ application_method: { currency_code: currency } }: MedusaPromotion, { context }: MedusaCase): boolean {
  return currency === undefined || currency === context.currency_code;
}

function known(promotion: MedusaPromotion): MedusaPromotion {
  if (promotion.type !== 'standard') throw new NotExpressible(`It is a promotion of the kind "${promotion.type}", which has no translation.`);
  return promotion;
}

/** A budget is watched over the receipt, so what acts line by line without one acts on units with it. */
function withBudget(plan: Plan, campaign: CampaignState): Plan {
  const isBudgeted = campaign.kind === 'spend' || campaign.kind === 'used-up';
  return isBudgeted && plan.stage === 'line' ? { ...plan, stage: 'units' } : plan;
}

/** Medusa compares each step of a promotion with the whole budget, and not what it takes off a cart. */
function refuseOverspending({ promotion, plan, campaign }: Planned): void {
  if (campaign.kind === 'spend' && !plan.isOneStep && plan.most > campaign.left) {
    throw new NotExpressible('Medusa lets a promotion take more off one cart than its campaign has left, because it looks at each line and each repetition alone; here the budget is kept.');
  }
  if (campaign.kind === 'used-up' && isBuyGet(promotion)) throw new NotExpressible('Its campaign was used up by what is bought and got; Medusa says so once for every try.');
}
