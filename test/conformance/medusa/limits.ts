import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { Limits } from '../../../agent/domain/promotions/promotion.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { NotExpressible } from '../suite.ts';
import type { CampaignState } from './campaigns.ts';
import type { MedusaCase } from './case.ts';
import { textAt } from './rules.ts';
import type { Translated } from './plan-all.ts';

/** The paths of a call that hold what a campaign counts by. */
const attributePaths: Readonly<Record<string, readonly string[]>> = {
  customer_id: ['customer.id'],
  customer_email: ['customer.email', 'email'],
};

/** What a campaign allows, as limits. A use more or less is no money, so that a campaign that was used up is a budget of which nothing is left. */
export function limitsOf(campaign: CampaignState): Limits {
  switch (campaign.kind) {
    case 'unlimited':
      return {};
    case 'spend':
    case 'used-up':
      return { budget: { whenOver: 'skip' } };
    case 'by-attribute':
      return { perCustomer: { times: campaign.limit, period: 'ever' } };
    default:
      return unreachable(campaign);
  }
}

/** How often the customer had the promotion before. Whom the campaign counts by must be known in the call. */
export function usageOf({ planned: { campaign, isLoaded }, promotions }: Translated, { context }: MedusaCase): NonNullable<CustomerState['usage']> {
  if (campaign.kind !== 'by-attribute') return [];
  const paths = attributePaths[campaign.attribute];
  if (paths === undefined) throw new NotExpressible(`Its campaign counts by "${campaign.attribute}"; here a limit counts by customer.`);
  const value = paths.map((path) => textAt(context, path)).find((text) => text !== undefined);
  if (value === undefined) {
    if (isLoaded) throw new NotExpressible('Its campaign counts by customer, and the call does not say who that is; Medusa ends with an error.');
    return [];
  }
  const times = campaign.timesOf.get(value) ?? 0;
  return promotions.map(({ id }) => ({ promotionId: id, since: '2026-01-01', times }));
}
