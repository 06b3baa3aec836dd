import type { Good } from '../../agent/domain/bundle/bundle.ts';
import { ean13CheckDigit } from '../../agent/domain/cards/card-number.ts';
import type { Localized } from '../../agent/domain/scalars.ts';
import { companyPrefixes, isBrand } from './brands.ts';
import type { Brand } from './brands.ts';
import { freshGoods } from './goods/fresh.ts';
import { householdGoods } from './goods/household.ts';
import { pantryGoods } from './goods/pantry.ts';

/** A unit of a size label in Russian, Kazakh and English. */
const units: Readonly<Record<string, readonly [string, string, string]>> = {
  l: ['л', 'л', 'l'],
  ml: ['мл', 'мл', 'ml'],
  g: ['г', 'г', 'g'],
  kg: ['кг', 'кг', 'kg'],
  bags: ['пакетиков', 'пакетше', 'bags'],
};
const tengeInTiyn = 100;

/**
 * Reads the tables of goods. A size is `[label …] price [option …]` with the price in whole tenge:
 * `2.5% 930ml 615`, `x10 690` (ten pieces), `kg 1150` (weighed, price of a kilogram); options are `min2750`, `nodiscount`, `noaccrual`, `noredemption`, `delivery`
 * (a service around the goods) and attributes for promotions, `season=winter`.
 * A sku has five digits, so that it is never mistaken for a card's six-digit short form. It is the row's place in its table: add rows at the end.
 */
export function readGoods(): Record<string, Good> {
  const goods: Record<string, Good> = {};
  const itemNumbers = new Map<Brand, number>();
  let weighedCode = 100;

  for (const [department, table] of [freshGoods, pantryGoods, householdGoods].entries()) {
    let place = 0;
    for (const row of table.trim().split('\n')) {
      const [categoryId = '', brand = '', ru = '', kk = '', en = '', sizes = ''] = row.split('|').map((cell) => cell.trim());
      for (const size of sizes.split(';')) {
        place += 1;
        const { label, priceMinor, weighed, options } = readSize(size.trim());
        const sku = String(10_000 + (department + 1) * 1_000 + place);
        if (weighed) weighedCode += 1;
        goods[sku] = {
          name: named({ ru, kk, en }, label),
          categoryId,
          ...(isBrand(brand) ? { brand } : {}),
          unit: weighed ? 'kg' : 'piece',
          priceMinor,
          barcodes: [weighed ? String(weighedCode).padStart(5, '0') : nextBarcode(itemNumbers, brand)],
          ...options,
        };
      }
    }
  }
  return goods;
}

interface Size {
  /** Russian, Kazakh, English; empty where there is nothing to say */
  label: [string, string, string];
  priceMinor: number;
  weighed: boolean;
  options: Pick<Good, 'minPriceMinor' | 'noDiscount' | 'noAccrual' | 'noRedemption' | 'service' | 'attributes'>;
}

function readSize(text: string): Size {
  const size: Size = { label: ['', '', ''], priceMinor: 0, weighed: false, options: {} };
  for (const token of text.split(' ')) {
    if (token === 'kg') size.weighed = true;
    else if (token === 'nodiscount') size.options.noDiscount = true;
    else if (token === 'noaccrual') size.options.noAccrual = true;
    else if (token === 'noredemption') size.options.noRedemption = true;
    else if (token === 'delivery') size.options.service = 'delivery';
    else if (token.includes('=')) size.options.attributes = { ...size.options.attributes, ...attributeIn(token) };
    else if (token.startsWith('min')) size.options.minPriceMinor = Number(token.slice(3)) * tengeInTiyn;
    else if (/^\d+$/.test(token)) size.priceMinor = Number(token) * tengeInTiyn;
    else size.label = [0, 1, 2].map((language) => `${size.label[language] ?? ''} ${labelIn(token, language)}`.trim()) as Size['label'];
  }
  if (size.priceMinor === 0) throw new Error(`no price in size "${text}"`);
  return size;
}

function attributeIn(token: string): Record<string, string> {
  const [name = '', value = ''] = token.split('=');
  return { [name]: value };
}

function labelIn(token: string, language: number): string {
  const pieces = /^x(\d+)$/.exec(token);
  if (pieces) return pieces[1] === '1' ? '' : `${pieces[1]} ${['шт', 'дана', 'pcs'][language]}`;
  const parts = /^([\d.]+)(%|[a-z]+)$/.exec(token);
  const unit = parts?.[2] === '%' ? '%' : units[parts?.[2] ?? '']?.[language];
  if (!parts || unit === undefined) throw new Error(`unknown size label "${token}"`);
  return `${language === 2 ? parts[1] : parts[1]?.replace('.', ',')} ${unit}`;
}

function named(name: Required<Localized>, [ru, kk, en]: Size['label']): Localized {
  return { ru: `${name.ru} ${ru}`.trim(), kk: `${name.kk} ${kk}`.trim(), en: `${name.en} ${en}`.trim() };
}

/** GTIN-13: the brand's company prefix (7 digits), its item number (5), check digit. */
function nextBarcode(itemNumbers: Map<Brand, number>, brand: string): string {
  if (!isBrand(brand)) throw new Error(`unknown brand "${brand}"`);
  const itemNumber = (itemNumbers.get(brand) ?? 0) + 1;
  itemNumbers.set(brand, itemNumber);
  const body = `${companyPrefixes[brand]}${String(itemNumber * 7).padStart(5, '0')}`;
  return `${body}${ean13CheckDigit(body)}`;
}
