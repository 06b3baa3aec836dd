import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { readCardOf, type CardReading } from '../../../agent/domain/cards/card-number.ts';
import { CardState, type CardState as State } from '../../../agent/domain/cards/card.ts';
import { Id, maxAmount } from '../../../agent/domain/scalars.ts';
import { isDate } from '../../../agent/domain/time/calendar.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';

/** Columns of the file; `card` must be there. One row is one card, or one more part of its account's balance. */
export const importColumns = ['account', 'card', 'state', 'tier', 'given_name', 'birthday', 'joined_on', 'segments', 'points', 'expires_on'] as const;
export type ImportColumn = (typeof importColumns)[number];
export type ImportText = Partial<Record<ImportColumn, string>>;

export interface ImportRow {
  /** Of the file, counted from 1 with the header */
  line: number;
  accountId: string;
  card: string;
  state: State;
  tier: string;
  givenName?: string;
  /** MM-DD */
  birthday?: string;
  joinedOn?: string;
  segments: string[];
  /** In the programme's sub-unit */
  points: number;
  expiresOn?: string;
}

export interface ImportReject {
  line: number;
  reason: string;
}

const checkId = compileValidator(Id);
const states: ReadonlySet<string> = new Set(CardState.anyOf.map((state) => state.const));

/** Reads one row by the programme's cards, tiers and points. Empty cells count as left out. `today` tells what has expired already. */
export function readImportRow({ bundle }: CompiledBundle, text: ImportText, line: number, today: string): ImportRow | ImportReject {
  const refuse = (reason: string): ImportReject => ({ line, reason });
  const cell = (column: ImportColumn) => text[column]?.trim() ?? '';

  const card = readCardOf(bundle, cell('card'));
  if (!card.ok) return refuse(`card "${cell('card')}": ${cardReason(card)}`);
  const accountId = cell('account') === '' ? card.number : cell('account');
  if (!checkId(accountId).ok) return refuse(`account "${accountId}" is no id: 1 to 80 of A-Z a-z 0-9 . _ : @ -`);
  const state = cell('state') === '' ? 'active' : cell('state');
  if (!isState(state)) return refuse(`state "${state}" is none of ${[...states].join(', ')}`);
  const tier = cell('tier') === '' ? bundle.tiers[0]?.id ?? '' : cell('tier');
  if (!bundle.tiers.some(({ id }) => id === tier)) return refuse(`the bundle has no tier "${tier}"`);
  const birthday = readBirthday(cell('birthday'));
  if (birthday === null) return refuse(`birthday "${cell('birthday')}" is neither YYYY-MM-DD nor MM-DD`);
  for (const column of ['joined_on', 'expires_on'] as const) {
    if (cell(column) !== '' && !isDay(cell(column))) return refuse(`${column} "${cell(column)}" is no day YYYY-MM-DD`);
  }
  const points = readPoints(cell('points'), bundle.points.scale);
  if (points === undefined) return refuse(`points "${cell('points')}" is no number with at most ${bundle.points.scale} decimals`);
  if (points > 0 && cell('expires_on') !== '' && cell('expires_on') < today) return refuse(`the points expired on ${cell('expires_on')}`);
  const segments = cell('segments').split('|').filter((segment) => segment !== '');
  const wrong = segments.find((segment) => !checkId(segment).ok);
  if (wrong !== undefined) return refuse(`segment "${wrong}" is no id`);
  const givenName = cell('given_name');
  if (givenName.length > 80 || givenName.includes('\0') || !givenName.isWellFormed()) return refuse('given_name is longer than 80 characters, or no text');
  return {
    line, accountId, card: card.number, state, tier, segments, points,
    ...(givenName === '' ? {} : { givenName }),
    ...(birthday === undefined ? {} : { birthday }),
    ...(cell('joined_on') === '' ? {} : { joinedOn: cell('joined_on') }),
    ...(cell('expires_on') === '' ? {} : { expiresOn: cell('expires_on') }),
  };
}

function cardReason(card: Exclude<CardReading, { ok: true }>): string {
  switch (card.reason) {
    case 'not-a-card': return card.reason;
    case 'wrong-check-digit': return `wrong-check-digit: ${card.expectedCheckDigit} would fit`;
    case 'ambiguous': return `ambiguous: ${card.choices.map(({ number }) => number).join(' or ')}`;
    case 'other-chain': return `other-chain: ${card.chain.ru}`;
    default: return unreachable(card);
  }
}

function isState(text: string): text is State {
  return states.has(text);
}

function isDay(text: string): boolean {
  return /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/.test(text) && isDate(text);
}

/** Null where it is no birthday. */
function readBirthday(text: string): string | undefined | null {
  if (text === '') return undefined;
  if (isDay(text)) return text.slice(5);
  // 29 February is a birthday, so a leap year is taken.
  return /^[0-9]{2}-[0-9]{2}$/.test(text) && isDay(`2000-${text}`) ? text : null;
}

/** Exact: no float touches points. */
function readPoints(text: string, scale: number): number | undefined {
  const parts = /^([0-9]{1,15})(?:[.,]([0-9]+))?$/.exec(text === '' ? '0' : text);
  const decimals = parts?.[2] ?? '';
  if (parts === null || decimals.length > scale) return undefined;
  const points = Number((parts[1] ?? '') + decimals.padEnd(scale, '0'));
  return points <= maxAmount ? points : undefined;
}
