import type { Good } from '../../../agent/domain/bundle/bundle.ts';
import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import type { NameBook } from '../name-book.ts';
import { goodOf, refuseTooMany } from '../shop.ts';
import { NotExpressible } from '../suite.ts';
import type { SyliusCase, SyliusFilter } from './case.ts';

/** One line of a cart with what the filters of Sylius look at. */
export interface CartLine {
  product: string;
  variant: string;
  sku: string;
  unitPriceMinor: number;
  units: number;
}

export const deliverySku = 'delivery';

/** The cart's goods; the delivery stands apart. */
export interface Cart {
  goods: Record<string, Good>;
  lines: CartLine[];
  deliveryMinor: number | undefined;
}

/** The attribute by which a selector finds a product whatever its variant. */
export const productAttribute = 'product';

export function taxonAttribute(names: NameBook, taxon: string): string {
  return `taxon.${names.idOf(taxon)}`;
}

export function readCart(read: SyliusCase, names: NameBook): Cart {
  const goods: Record<string, Good> = {};
  const lines = read.cart.map(([name, units]) => {
    const { product, variant, unitPriceMinor } = findVariant(read, String(name));
    const sku = names.idOf(`${product}/${variant}`);
    const taxons = read.products[product]?.taxons ?? [];
    const floorMinor = read.minPrice?.[variant];
    goods[sku] = goodOf(
      variant,
      { [productAttribute]: names.idOf(product), ...Object.fromEntries(taxons.map((taxon) => [taxonAttribute(names, taxon), 'yes'])) },
      floorMinor === undefined ? {} : { minPriceMinor: floorMinor },
    );
    return { product, variant, sku, unitPriceMinor, units: unitsOf(units) };
  });
  if (read.shipping.length > 0) goods[deliverySku] = goodOf('Delivery', {}, { service: 'delivery' });
  return { goods, lines, deliveryMinor: readDelivery(read) };
}

function unitsOf(value: unknown): number {
  if (typeof value === 'number' && value > 0) return value;
  throw new NotExpressible(`The cart holds ${String(value)} units of something.`);
}

/** A cart names a product, or one of its variants. */
function findVariant({ products }: SyliusCase, name: string): { product: string; variant: string; unitPriceMinor: number } {
  const named = products[name];
  const variants = Object.entries(named?.variants ?? {});
  const [only] = variants;
  if (only !== undefined && variants.length === 1) return { product: name, variant: only[0], unitPriceMinor: only[1] };
  if (named !== undefined && named.price !== null && variants.length === 0) return { product: name, variant: name, unitPriceMinor: named.price };
  for (const [product, { variants: all }] of Object.entries(products)) {
    const unitPriceMinor = all?.[name];
    if (unitPriceMinor !== undefined) return { product, variant: name, unitPriceMinor };
  }
  throw new NotExpressible(`The cart holds "${name}", and the case does not say what one of it costs.`);
}

/** The first method is taken where none was chosen. */
function readDelivery({ shipping, shippingChosen }: SyliusCase): number | undefined {
  if (shipping.length === 0) return undefined;
  const method = shippingChosen === undefined ? shipping[0] : shipping.find(([name]) => name === shippingChosen);
  if (method === undefined) throw new NotExpressible(`The delivery "${shippingChosen ?? ''}" was chosen, and the case does not say what it costs.`);
  return Number(method[1]);
}

/** Sylius rounds the discount of every unit by itself, so every unit is a line where that could be seen. */
export function basketLines({ lines, deliveryMinor }: Cart, unitByUnit: boolean): BasketLine[] {
  if (unitByUnit) refuseTooMany(lines.reduce((sum, { units }) => sum + units, 0));
  const ours = lines.flatMap(({ sku, unitPriceMinor, units }, place): BasketLine[] =>
    unitByUnit
      ? Array.from({ length: units }, (_, unit) => ({ lineId: `${place}.${unit}`, sku, quantityMilli: 1000, unitPriceMinor }))
      : [{ lineId: String(place), sku, quantityMilli: units * 1000, unitPriceMinor }],
  );
  return deliveryMinor === undefined ? ours : [...ours, { lineId: deliverySku, sku: deliverySku, quantityMilli: 1000, unitPriceMinor: deliveryMinor }];
}

/** Does the filter of an action select the line? Asked only to see whether two promotions meet on it. */
export function filterSelects(filter: SyliusFilter | undefined, { product, unitPriceMinor }: CartLine, { products }: SyliusCase): boolean {
  if (filter === undefined) return true;
  const taxons = products[product]?.taxons ?? [];
  return (
    (filter.minPrice === undefined || unitPriceMinor >= filter.minPrice) &&
    (filter.maxPrice === undefined || unitPriceMinor <= filter.maxPrice) &&
    (filter.taxons === undefined || filter.taxons.some((taxon) => taxons.includes(taxon))) &&
    (filter.products === undefined || filter.products.includes(product))
  );
}
