import type { Bundle } from '../../domain/bundle/bundle.ts';

/** A reason with what it may carry: values by name, the lines of which alone it is true, and what it speaks of. */
export interface ToldReason {
  readonly key: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly lineIds?: readonly string[];
  readonly of?: readonly ToldReason[];
}

/** A value of a reason as people write it: its name ends in its unit. A text in several languages is said in the one that is asked for. */
export function reasonValueInWords(name: string, value: unknown, bundle: Pick<Bundle, 'currency' | 'points'>, language: 'ru' | 'kk' | 'en'): string {
  if (Array.isArray(value)) return value.map((part: unknown) => reasonValueInWords(name, part, bundle, language)).join(', ');
  if (typeof value === 'object' && value !== null) {
    const { [language]: text, ru } = value as Readonly<Record<string, string | undefined>>;
    return text ?? ru ?? '';
  }
  if (typeof value !== 'number') return String(value);
  if (name.endsWith('Minor')) return decimal(value, bundle.currency.exponent, 'all');
  // Before points: its name ends like theirs.
  if (name.endsWith('BasisPoints')) return `${decimal(value, 2, 'needed')} %`;
  if (/points$/iu.test(name)) return decimal(value, bundle.points.scale, 'needed');
  if (name.endsWith('Milli')) return decimal(value, 3, 'needed');
  if (name.endsWith('Minute')) return `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;
  return String(value);
}

/** An integer with so many decimal digits, all of them or as many as are needed; by its digits, so that no float comes near money. */
function decimal(value: number, digits: number, show: 'all' | 'needed'): string {
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  const fraction = text.slice(text.length - digits);
  const shown = digits === 0 ? '' : show === 'all' ? fraction : fraction.replace(/0+$/u, '');
  return `${value < 0 ? '−' : ''}${text.slice(0, text.length - digits)}${shown === '' ? '' : `.${shown}`}`;
}
