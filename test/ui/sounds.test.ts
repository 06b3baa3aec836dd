import { BehaviorSubject, Subject } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ScanView } from '../../agent/contract/scan.ts';
import type { Link } from '../../ui/state/link.ts';
import { createNotices, type Notices } from '../../ui/state/notices.ts';
import { createSettings, readSettings, type Settings } from '../../ui/state/settings.ts';
import { createSounds } from '../../ui/state/sounds.ts';
import { fakeStatus } from './fake-status.ts';

const scanOf = (thing: ScanView['thing']): ScanView => ({ scanId: '1', code: '1', source: 'wedge', atMs: 0, thing });
const card = scanOf({ kind: 'card', cardNumber: '2900770100017' });

let heard: string[];
let flashed: string[];
let accepted$: Subject<ScanView>;
let link$: BehaviorSubject<Link>;
let notices: Notices;
let settings: Settings;
let kept: string | null;

beforeEach(() => {
  heard = [];
  flashed = [];
  kept = null;
  accepted$ = new Subject();
  link$ = new BehaviorSubject<Link>({ state: 'up', status: fakeStatus(), statusAtMs: 0 });
  notices = createNotices();
  settings = createSettings({ getItem: () => kept, setItem: (_, value) => (kept = value) });
  createSounds({ speaker: { play: (signal, volumePercent) => heard.push(`${signal} ${volumePercent}`) }, settings, scans: { accepted$ }, notices, link: { link$ } }).signals$.subscribe((signal) => flashed.push(signal));
});

describe('the till without words', () => {
  it('tells a scan that was found in the turn of the scan itself', () => {
    accepted$.next(card);
    expect(heard).toEqual(['found 75']);
  });

  it('tells an unknown code as refused, once', () => {
    notices.show({ kind: 'unknown-code', code: '1', looksLike: 'nothing-known' });
    accepted$.next(scanOf({ kind: 'unknown', looksLike: 'nothing-known' }));
    expect(heard).toEqual(['refused 75']);
  });

  it('tells what did not work, and is quiet about what did', () => {
    notices.show({ kind: 'failure', failure: { kind: 'unreachable' } });
    notices.show({ kind: 'line-removed', sku: '1001' });
    notices.show({ kind: 'coupon-added' });
    expect(heard).toEqual(['refused 75']);
  });

  it('tells that the centre went out of reach, once, and not at the start', () => {
    for (const mode of ['online', 'offline', 'offline', 'online', 'offline'] as const) link$.next({ state: 'up', status: { ...fakeStatus(), mode }, statusAtMs: 0 });
    expect(heard).toEqual(['offline 75', 'offline 75']);
  });

  it('flashes and makes no sound where sounds are off, and keeps that', () => {
    settings.change({ sound: { isOn: false, volumePercent: 50 } });
    accepted$.next(card);
    expect([heard, flashed]).toEqual([[], ['found']]);
    expect(readSettings(kept)).toEqual({ theme: 'system', sound: { isOn: false, volumePercent: 50 } });
  });
});

describe('settings that were kept', () => {
  it.each([[null], ['nonsense'], ['[]'], ['{"theme":"pink","sound":{"isOn":"yes","volumePercent":700}}'], ['{"sound":null}']])('that make no sense (%s) are as shipped', (stored) => {
    expect(readSettings(stored)).toEqual({ theme: 'system', sound: { isOn: true, volumePercent: 75 } });
  });
});
