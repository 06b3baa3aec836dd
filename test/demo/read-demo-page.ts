import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Basket } from '../../agent/domain/basket/basket.ts';
import type { CustomerState } from '../../agent/domain/customer/account.ts';
import type { PricedSale } from '../../agent/domain/pricing/priced-sale.ts';
import type { PricingInput } from '../../agent/domain/pricing/pricing-input.ts';
import { businessTimeAt } from '../../agent/host/clock/business-time.ts';

const root = join(import.meta.dirname, '..', '..');

/** A row of the table of docs/demo-shop.md. */
export interface TryOut {
  promotionId: string;
  name: string;
  command: string;
  /** `−220.50`, `+24`, `gift`, `coupon` or `message` */
  gives: string;
}

export function readTryOuts(): TryOut[] {
  const rows = readFileSync(join(root, 'docs', 'demo-shop.md'), 'utf8').split('\n').filter((line) => line.includes('| `try '));
  return rows.map((row) => {
    const [, promotionId = '', name = '', , command = '', gives = ''] = row.split(' | ').flatMap((cell, place) => (place === 0 ? ['', cell.slice(2)] : [cell]));
    return { promotionId: plain(promotionId), name, command: plain(command), gives: gives.replace(/ \|$/, '') };
  });
}

/** What the page's shell function `try` hands to `till price`, where nothing else is said for a till of the first store. */
export function inputOf(command: string, timeZone: string): PricingInput {
  const match = /^try '(?<lines>[^']+)'(?: '(?<further>[^']+)')?(?<options>(?: --?[a-z-]+ \S+)*)$/.exec(command);
  if (match?.groups === undefined) throw new Error(`no command: ${command}`);
  const { lines = '', further = '{}', options = '' } = match.groups;
  const said = new Map(Array.from(options.matchAll(/--(\S+) (\S+)/g), ([, name = '', value = '']) => [name, value]));
  const [customer, at, tillId, agentVersion] = ['customer', 'at', 'till', 'agent-version'].map((name) => said.get(name));
  return {
    basket: { lines: lines.split(' ').map(lineOf), ...(JSON.parse(further) as Partial<Basket>) },
    storeId: said.get('store') ?? 'almaty-1',
    time: businessTimeAt(Date.parse(at ?? ''), timeZone),
    ...(tillId === undefined ? {} : { tillId }),
    ...(agentVersion === undefined ? {} : { agentVersion }),
    ...(customer === undefined ? {} : { identifiedBy: 'scan', customer: JSON.parse(readFileSync(join(root, customer.replace('$P', 'resources/demo/personas')), 'utf8')) as CustomerState }),
  };
}

export function givenBy(promotionId: string, { promotions, messages, gifts = [], couponsIssued = [] }: PricedSale): string {
  const one = promotions.find((each) => each.promotionId === promotionId);
  if (one !== undefined) return one.discountMinor > 0 ? `−${(one.discountMinor / 100).toFixed(2)}` : `+${one.points}`;
  const others = [['gift', gifts], ['coupon', couponsIssued], ['message', messages]] as const;
  return others.find(([, given]) => given.some((each) => each.promotionId === promotionId))?.[0] ?? 'nothing';
}

function lineOf(text: string, place: number): Basket['lines'][number] {
  const [sku = '', quantity = '', price = ''] = text.split(/[*@]/);
  return { lineId: String(place + 1), sku, quantityMilli: Math.round(Number(quantity) * 1000), unitPriceMinor: Number(price) * 100 };
}

const plain = (cell: string): string => cell.replaceAll('`', '');
