/** `till scan`: what scanners send, live, raw and decoded. */
import { CliFailure } from '../cli-failure.ts';
import { eachValueFrom } from './each-value-from.ts';
import { stopRequest } from '../stop-request.ts';
import { rawHexOf } from '../../host/devices/device-view.ts';
import { agentScans } from './agent-scans.ts';
import { playSession } from './play-session.ts';
import { reachAgent } from './reach-agent.ts';
import { openOwnDevices, ownSettings, seeDevices } from './see-devices.ts';
import { openRecorder } from './session-recorder.ts';
import type { Scan } from '../../../drivers/core/scan.ts';
import type { FrameOptions } from '../../../drivers/scanners/decode-frame.ts';
import type { ScanView } from '../../contract/scan.ts';
import type { HomeOptions } from './reach-agent.ts';
import type { SessionRecorder } from './session-recorder.ts';

export interface ScanOptions extends HomeOptions {
  record?: string;
  /** A recorded session instead of scanners; it ends with it */
  replay?: string;
  /** Ends after so many scans */
  count?: number;
  json?: true;
}

/** One scan as this command shows it. */
interface Shown {
  readonly atMs: number;
  readonly deviceId: string;
  readonly text: string;
  readonly symbology?: string;
  readonly rawHex?: string;
  /** Only the agent knows what a code is */
  readonly thing?: ScanView['thing'];
}

type ReadAs = (deviceId: string) => FrameOptions | undefined;

export async function runScan(options: ScanOptions): Promise<void> {
  if (options.record !== undefined && options.replay !== undefined) throw new CliFailure('wrong-use', 'a session that is played is recorded already: name --record or --replay', 2);
  const stop = new AbortController();
  void stopRequest().then((reason) => stop.abort(reason));
  const recorder = options.record === undefined ? undefined : openRecorder(options.record);
  let left = options.count ?? Number.POSITIVE_INFINITY;
  try {
    const { scans, readAs } = await openScans(options, stop.signal);
    for await (const shown of scans) {
      show(shown, options.json === true);
      record(shown, readAs, recorder);
      left -= 1;
      if (left <= 0) break;
    }
  } finally {
    recorder?.close();
    stop.abort();
  }
}

async function openScans(options: ScanOptions, signal: AbortSignal): Promise<{ scans: AsyncIterable<Shown>; readAs: ReadAs }> {
  if (options.replay !== undefined) {
    const { frames, scans } = playSession(options.replay, signal, shownOf);
    tell(options, `playing ${frames} scans of ${options.replay}`);
    return { scans, readAs: () => undefined };
  }
  const agent = await reachAgent(options);
  if (agent !== undefined) {
    const { view } = await seeDevices(options);
    tell(options, `reading through the agent at ${agent.url}: ${view.devices.map(({ id, state }) => `${id} ${state}`).join(', ') || 'it has no scanner'}`);
    return { scans: fromAgent(agentScans(agent, signal)), readAs: (deviceId) => view.devices.find(({ id }) => id === deviceId)?.settings ?? ownSettings(options, deviceId) };
  }
  const { registry, configFault } = openOwnDevices(options);
  signal.addEventListener('abort', () => registry.close());
  await registry.look();
  const found = registry.devices().map(({ settings }) => settings.id).join(', ');
  tell(options, `no agent of this home runs; reading ${found || 'whatever is plugged in that a profile knows'}${configFault === undefined ? '' : ` (${configFault})`}`);
  const scans = eachValueFrom(registry.scans$, signal, shownOf);
  return { scans, readAs: (deviceId) => registry.devices().find(({ settings }) => settings.id === deviceId)?.settings };
}

function shownOf(scan: Scan): Shown {
  const { atMs, deviceId = '', symbology, mayBePayment } = scan;
  return { atMs, deviceId, text: mayBePayment === true ? '' : scan.text, ...(symbology === undefined ? {} : { symbology }), ...rawHexOf(scan) };
}

async function* fromAgent(scans: AsyncIterable<ScanView>): AsyncGenerator<Shown> {
  for await (const { atMs, deviceId, code, symbology, rawHex, thing } of scans) {
    yield { atMs, deviceId: deviceId ?? '', text: code, thing, ...(symbology === undefined ? {} : { symbology }), ...(rawHex === undefined ? {} : { rawHex }) };
  }
}

function show(shown: Shown, isJson: boolean): void {
  if (isJson) {
    process.stdout.write(`${JSON.stringify(shown)}\n`);
    return;
  }
  const { atMs, deviceId, text, symbology, rawHex, thing } = shown;
  const raw = rawHex === undefined ? 'not shown' : (rawHex.match(/../g) ?? []).join(' ');
  process.stdout.write(`${new Date(atMs).toISOString().slice(11, 23)} ${deviceId}${symbology === undefined ? '' : ` ${symbology}`} ${JSON.stringify(text)}${thing === undefined ? '' : ` ${thing.kind}`}\n    raw ${raw}\n`);
}

function record({ atMs, deviceId, rawHex }: Shown, readAs: ReadAs, recorder: SessionRecorder | undefined): void {
  const settings = readAs(deviceId);
  if (recorder === undefined || rawHex === undefined || settings === undefined) return;
  recorder.add({ atMs, deviceId, prefix: settings.prefix, charset: settings.charset, frameBase64: Buffer.from(rawHex, 'hex').toString('base64') });
}

/** What is no scan goes to stderr, so that stdout can be piped. */
function tell(options: ScanOptions, line: string): void {
  if (options.json !== true) process.stderr.write(`${line}\n`);
}
