import { identify } from '../../usecases/identify.ts';
import { scan } from '../../usecases/scan.ts';
import { identifyView } from '../views/identify-view.ts';
import type { ScanView } from '../../contract/scan.ts';
import type { ReadCode } from '../../ports/scans.ts';
import type { Till } from '../../usecases/till.ts';

/**
 * What a device read, as the event `scan` tells it: what the code is, and of a card the customer as this till knows them now. All of it lies in this process, so that nobody
 * waits for the network. Undefined where there is no programme yet.
 */
export function takeScan(till: Till, code: ReadCode): ScanView | undefined {
  const outcome = scan(till, { code: code.text, source: code.source, ...(code.symbology === undefined ? {} : { symbology: code.symbology }) });
  if (!outcome.ok) return undefined;
  const { thing } = outcome.scan;
  const { asSent, symbology: _, ...whole } = code;
  // The letter that was taken for a scanner's own was the code's: it is known with it, and not without.
  const known = asSent === undefined || thing.kind !== 'unknown' ? undefined : takeScan(till, { ...whole, text: asSent });
  if (known !== undefined && known.thing.kind !== 'unknown') return known;
  const view: ScanView = {
    ...outcome.scan,
    ...(code.symbology === undefined ? {} : { symbology: code.symbology }),
    ...(code.deviceId === undefined ? {} : { deviceId: code.deviceId }),
    // of a stripe that was not kept nothing is: its bytes are the number
    ...(code.rawHex === undefined || outcome.scan.code === '' ? {} : { rawHex: code.rawHex }),
  };
  if (thing.kind !== 'card') return view;
  const identified = identify(till, { code: thing.cardNumber });
  if (!identified.ok) return view;
  const { atMs: nowMs } = till.clock.now();
  const { localDate } = till.clock.businessTime(nowMs, identified.compiled.bundle.timeZone);
  return { ...view, customer: identifyView(identified, { code: code.text, identifiedBy: 'scan', localDate, nowMs, journalId: till.journal.journalId }).customer };
}
