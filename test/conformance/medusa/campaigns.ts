import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { formReader } from '../read-form.ts';
import { NotExpressible } from '../suite.ts';
import type { MedusaCase, MedusaPromotion } from './case.ts';

const optionalText = Type.Optional(Type.Union([Type.String(), Type.Null()]));

const Budget = Strict({
  type: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Union([Type.Number({ minimum: 0 }), Type.Null()])),
  used: Type.Optional(Type.Number({ minimum: 0 })),
  attribute: optionalText,
  currency_code: optionalText,
});
type Budget = Type.Static<typeof Budget>;

const readChange = formReader('Medusa', Strict({ id: Type.Optional(Type.String()), name: optionalText, campaign_identifier: optionalText, budget: Type.Optional(Budget) }));
const readUsage = formReader('Medusa', Type.Array(Strict({ amount: Type.Number(), code: Type.String() })));
const readUser = formReader('Medusa', Strict({ customer_id: optionalText, customer_email: optionalText }));

/** What is left of a campaign before the call. */
export type CampaignState =
  | { kind: 'unlimited' }
  /** So much money; more is not given */
  | { kind: 'spend'; left: number }
  /** It was used as often as it may be */
  | { kind: 'used-up' }
  /** So often for everybody with the same value of the attribute, and how often it was */
  | { kind: 'by-attribute'; attribute: string; limit: number; timesOf: ReadonlyMap<string, number> };

interface Campaign {
  budget: Budget;
  timesOf: Map<string, number>;
}

/** The campaigns that Medusa's own fixtures create before each of its recorded calls. */
const fixtures: Readonly<Record<string, Budget>> = {
  'campaign-id-1': { type: 'spend', limit: 1000, used: 0 },
  'campaign-id-2': { type: 'usage', limit: 1000, used: 0 },
};

/** The state of every campaign after the calls that came before; by id. */
export class Campaigns {
  private readonly campaigns = new Map<string, Campaign>();
  private readonly created: Campaign[] = [];
  /** How often each code was used, whatever its campaign */
  private readonly usesOf = new Map<string, number>();
  private readonly read: MedusaCase;

  constructor(read: MedusaCase) {
    this.read = read;
    for (const [id, budget] of Object.entries(fixtures)) this.campaigns.set(id, { budget: { ...budget }, timesOf: new Map() });
    for (const { op, data } of read.otherOps) this.apply(op, data);
  }

  stateOf(id: string | null | undefined): CampaignState {
    if (id === undefined || id === null) return { kind: 'unlimited' };
    const { budget, timesOf } = this.find(id);
    const { type, limit, used = 0, attribute } = budget;
    if (type === undefined || limit === undefined || limit === null || limit === 0) return { kind: 'unlimited' };
    switch (type) {
      case 'spend':
        return { kind: 'spend', left: Math.max(0, limit - used) };
      case 'usage':
        return used + 1 > limit ? { kind: 'used-up' } : { kind: 'unlimited' };
      case 'use_by_attribute':
        if (typeof attribute !== 'string') throw new NotExpressible('Its campaign is limited by an attribute that it does not name.');
        return { kind: 'by-attribute', attribute, limit, timesOf };
      default:
        throw new NotExpressible(`Its campaign has a budget of the kind "${type}", which has no translation.`);
    }
  }

  /** Was the promotion itself used as often as it may be? */
  isUsedUp({ code, limit, used }: MedusaPromotion): boolean {
    return typeof limit === 'number' && (used ?? 0) + (this.usesOf.get(code) ?? 0) >= limit;
  }

  /** A campaign that the test created has no id in the recording: it is the one that was created, if only one was. */
  private find(id: string): Campaign {
    const known = this.campaigns.get(id) ?? (id.startsWith('createCampaigns_') && this.created.length === 1 ? this.created[0] : undefined);
    if (known === undefined) throw new NotExpressible(`It belongs to the campaign "${id}", and the case does not say what that may still give.`);
    return known;
  }

  private apply(op: string, data: readonly unknown[]): void {
    switch (op) {
      case 'createCampaigns':
        for (const { id, budget = {} } of data.map(readChange)) {
          const campaign = { budget, timesOf: new Map<string, number>() };
          if (id === undefined) this.created.push(campaign);
          else this.campaigns.set(id, campaign);
        }
        return;
      case 'updateCampaigns':
        for (const { id = '', budget = {} } of data.map(readChange)) Object.assign(this.find(id).budget, budget);
        return;
      case 'registerUsage':
        this.register(readUsage(data[0]), readUser(data[1]));
        return;
      default:
        throw new NotExpressible(`Before the call something was done that has no translation: "${op}".`);
    }
  }

  private register(usage: readonly { amount: number; code: string }[], user: { customer_id?: string | null; customer_email?: string | null }): void {
    for (const code of new Set(usage.map((one) => one.code))) this.usesOf.set(code, (this.usesOf.get(code) ?? 0) + 1);
    for (const { amount, code } of usage) {
      const id = this.read.promotions.find((promotion) => promotion.code === code)?.campaign_id;
      if (id === undefined || id === null) continue;
      const { budget, timesOf } = this.find(id);
      budget.used = (budget.used ?? 0) + (budget.type === 'spend' ? amount : 1);
      const value = user[budget.attribute === 'customer_id' ? 'customer_id' : 'customer_email'];
      if (typeof value === 'string') timesOf.set(value, (timesOf.get(value) ?? 0) + 1);
    }
  }
}
