/** Parsers of option values for commander: they throw `InvalidArgumentError`, which becomes one line and exit code 2. */
import { InvalidArgumentError } from 'commander';
import { isDate } from '../domain/time/calendar.ts';
import { minRetentionDays } from '../../sync/central/notifications/notification.ts';
import { parseQuietHours, type QuietHours } from '../../sync/central/notifications/quiet-hours.ts';
import { pinPattern } from '../../sync/engine/pin-pattern.ts';

/** A folder; an empty text, as an unset variable of a shell leaves it, would be the working folder. */
export function folderPath(value: string): string {
  if (value === '') throw new InvalidArgumentError('It must name a folder.');
  return value;
}

/** How many scans: 1 … 1,000,000. */
export function scanCount(value: string): number {
  return wholeNumber(value, 1, 1_000_000);
}

/** A port that is named: 1 … 65535. */
export function namedPort(value: string): number {
  return wholeNumber(value, 1, 65_535);
}

/** A port, or 0 for any free one. */
export function anyPort(value: string): number {
  return wholeNumber(value, 0, 65_535);
}

export function pointsValue(value: string): number {
  return wholeNumber(value, 0, 2 ** 51 - 1);
}

/** Money in minor units. */
export function amountMinor(value: string): number {
  return wholeNumber(value, 0, 2 ** 51 - 1);
}

/** An instant as ISO 8601 with a zone; without one it would mean another instant on another machine. 30 February is refused: `Date` would take it for a day of March. */
export function instantMs(value: string): number {
  const ms = Date.parse(value);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(value) || Number.isNaN(ms) || ms < 0 || !isDate(value.slice(0, 10))) {
    throw new InvalidArgumentError('It must be a time of a day with its zone, like 2026-11-22T10:30:00+05:00.');
  }
  return ms;
}

export function httpUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new InvalidArgumentError('It must be an http or https URL.');
  return value.replace(/\/+$/, '');
}

/** Id of a proposal to merge. */
export function proposalId(value: string): number {
  return wholeNumber(value, 1, Number.MAX_SAFE_INTEGER);
}

/** Connections to a database. */
export function poolSize(value: string): number {
  return wholeNumber(value, 1, 1_000);
}

/** Of a bundle. */
export function serialNumber(value: string): number {
  return wholeNumber(value, 1, Number.MAX_SAFE_INTEGER);
}

/** With or without the `sha256//` that curl writes before it. */
export function tlsPin(value: string): string {
  const pin = value.replace(/^sha256\/{1,2}/, '');
  if (!new RegExp(pinPattern).test(pin)) throw new InvalidArgumentError('It must be a SHA-256 in base64: 44 characters.');
  return pin;
}

/** Between which hours nothing is sent: `21:00-09:00`. */
export function quietHours(value: string): QuietHours {
  const hours = parseQuietHours(value);
  if (hours === undefined) throw new InvalidArgumentError('It must be like 21:00-09:00.');
  return hours;
}

/** How many days messages are kept that were sent. */
export function retentionDays(value: string): number {
  return wholeNumber(value, minRetentionDays, 3_650);
}

function wholeNumber(value: string, minimum: number, maximum: number): number {
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= minimum && number <= maximum)) throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  return number;
}

/** `--card`: a whole card number. */
export function cardDigits(value: string): string {
  if (!/^[0-9]{6,20}$/.test(value)) throw new InvalidArgumentError('a card number has 6 to 20 digits');
  return value;
}

/** `--key-id` of the application's codes. */
export function qrKeyId(value: string): number {
  if (!/^[0-9]{1,3}$/.test(value) || Number(value) > 255) throw new InvalidArgumentError('a number from 0 to 255');
  return Number(value);
}

/** `--nonce`: eight bytes. */
export function qrNonce(value: string): string {
  if (!/^[0-9a-f]{16}$/.test(value)) throw new InvalidArgumentError('16 hexadecimal digits in small letters');
  return value;
}
