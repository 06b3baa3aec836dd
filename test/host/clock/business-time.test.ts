import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessTimeAt } from '../../../agent/host/clock/business-time.ts';

const at = (iso: string): number => Date.parse(iso);

describe('business time', () => {
  it.each([
    { title: 'Almaty, on one zone since 2024', zone: 'Asia/Almaty', iso: '2026-11-22T19:30:45.678Z', localDate: '2026-11-23', minuteOfDay: 30, weekday: 1, offsetMin: 300 },
    { title: 'Almaty before that', zone: 'Asia/Almaty', iso: '2023-11-22T19:30:00Z', localDate: '2023-11-23', minuteOfDay: 90, weekday: 4, offsetMin: 360 },
    { title: 'Moscow', zone: 'Europe/Moscow', iso: '2026-11-22T20:59:59.999Z', localDate: '2026-11-22', minuteOfDay: 1439, weekday: 7, offsetMin: 180 },
    { title: 'Moscow at midnight', zone: 'Europe/Moscow', iso: '2026-11-22T21:00:00Z', localDate: '2026-11-23', minuteOfDay: 0, weekday: 1, offsetMin: 180 },
    { title: 'Berlin, the minute before summer time', zone: 'Europe/Berlin', iso: '2026-03-29T00:59:00Z', localDate: '2026-03-29', minuteOfDay: 119, weekday: 7, offsetMin: 60 },
    { title: 'Berlin, the first minute of summer time', zone: 'Europe/Berlin', iso: '2026-03-29T01:00:00Z', localDate: '2026-03-29', minuteOfDay: 180, weekday: 7, offsetMin: 120 },
    { title: 'Berlin, half past two for the first time', zone: 'Europe/Berlin', iso: '2026-10-25T00:30:00Z', localDate: '2026-10-25', minuteOfDay: 150, weekday: 7, offsetMin: 120 },
    { title: 'Berlin, half past two for the second time', zone: 'Europe/Berlin', iso: '2026-10-25T01:30:00Z', localDate: '2026-10-25', minuteOfDay: 150, weekday: 7, offsetMin: 60 },
    { title: 'Kolkata, with half an hour', zone: 'Asia/Kolkata', iso: '2026-01-01T00:00:00Z', localDate: '2026-01-01', minuteOfDay: 330, weekday: 4, offsetMin: 330 },
    { title: 'St. John’s, west with half an hour', zone: 'America/St_Johns', iso: '2026-01-01T01:00:00Z', localDate: '2025-12-31', minuteOfDay: 1290, weekday: 3, offsetMin: -210 },
    { title: 'a leap day', zone: 'UTC', iso: '2028-02-29T12:00:00Z', localDate: '2028-02-29', minuteOfDay: 720, weekday: 2, offsetMin: 0 },
    { title: 'the epoch', zone: 'UTC', iso: '1970-01-01T00:00:00Z', localDate: '1970-01-01', minuteOfDay: 0, weekday: 4, offsetMin: 0 },
  ])('in $title', ({ zone, iso, localDate, minuteOfDay, weekday, offsetMin }) => {
    expect(businessTimeAt(at(iso), zone)).toEqual({ instantMs: at(iso), localDate, minuteOfDay, weekday, offsetMin });
  });

  it('throws for a zone that is unknown, every time', () => {
    expect(() => businessTimeAt(0, 'Asia/Nowhere')).toThrow(RangeError);
    expect(() => businessTimeAt(0, 'Asia/Nowhere')).toThrow(RangeError);
    expect(() => businessTimeAt(0, '')).toThrow(RangeError);
  });

  it('is the instant again when the offset is taken off', () => {
    assert(
      property(integer({ min: 0, max: 4_000_000_000 }), constantFrom('Asia/Almaty', 'Europe/Moscow', 'Europe/Berlin', 'Australia/Lord_Howe'), (second, zone) => {
        const atMs = second * 1000 + 250;
        const time = businessTimeAt(atMs, zone);
        const localMinuteMs = Date.parse(`${time.localDate}T00:00:00Z`) + time.minuteOfDay * 60_000;
        expect(localMinuteMs - time.offsetMin * 60_000).toBe(atMs - (atMs % 60_000));
      }),
    );
  });
});
