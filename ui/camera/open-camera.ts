import { BehaviorSubject } from 'rxjs';
import type { Symbology } from '../../agent/contract/scan.ts';

/** `refused` the person or the machine does not let the page look, `missing` there is none, `busy` another program has it. */
export type CameraState =
  | { kind: 'starting' }
  | { kind: 'live'; hasLight: boolean; isLit: boolean }
  | { kind: 'failed'; why: 'refused' | 'missing' | 'busy' };

export interface Camera {
  readonly state$: BehaviorSubject<CameraState>;
  light(isOn: boolean): void;
  /** Lets the camera go: its lamp goes out. */
  close(): void;
}

interface ReadByCamera {
  text: string;
  symbology: Symbology;
}

/** The same code in front of the lens is one scan; it counts again when it was away for so long. */
const sameCodeMs = 1500;
/** Frames are looked at this wide at most: what is finer, a lens at arm's length does not show. */
const maxWidth = 960;

/**
 * Looks through a camera for codes until it is closed; the picture is shown in `video`.
 *
 *   starting ──► live ──► (frame ──► worker ──► frame ──► …) ──► closed
 *       └──► failed
 */
export function openCamera(video: HTMLVideoElement, onCode: (code: ReadByCamera) => void, nowMs: () => number): Camera {
  const state$ = new BehaviorSubject<CameraState>({ kind: 'starting' });
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let stream: MediaStream | undefined;
  let isClosed = false;
  let last = { text: '', atMs: 0 };

  worker.addEventListener('message', ({ data }: MessageEvent<ReadByCamera | undefined>) => {
    if (data !== undefined) seen(data);
    look();
  });
  function seen(code: ReadByCamera): void {
    const atMs = nowMs();
    const isSame = code.text === last.text && atMs - last.atMs < sameCodeMs;
    last = { text: code.text, atMs };
    if (!isSame) onCode(code);
  }
  function look(): void {
    requestAnimationFrame(() => {
      if (isClosed) return;
      if (state$.value.kind === 'failed') return;
      if (context === null || video.videoWidth === 0) return look();
      const factor = Math.min(1, maxWidth / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * factor);
      canvas.height = Math.round(video.videoHeight * factor);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
      worker.postMessage({ width, height, rgba: data }, [data.buffer]);
    });
  }
  const track = () => stream?.getVideoTracks()[0];

  async function start(): Promise<void> {
    if (!('mediaDevices' in navigator)) return state$.next({ kind: 'failed', why: 'missing' });
    try {
      const got = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } } });
      stream = got;
      // Pulled, or taken by another program: the picture would stand still for ever. Stopping it ourselves tells nobody.
      got.getVideoTracks()[0]?.addEventListener('ended', () => {
        stop();
        state$.next({ kind: 'failed', why: 'missing' });
      });
      // It was closed while the person was asked.
      if (isClosed) return stop();
      video.srcObject = got;
      await video.play();
      state$.next({ kind: 'live', hasLight: hasLight(track()), isLit: false });
      look();
    } catch (error) {
      stop();
      if (!isClosed) state$.next({ kind: 'failed', why: whyOf(error) });
    }
  }
  function stop(): void {
    for (const each of stream?.getTracks() ?? []) each.stop();
    stream = undefined;
    video.srcObject = null;
  }
  void start();

  return {
    state$,
    light(isOn) {
      // The types do not know the light yet.
      const lamp = { torch: isOn } as MediaTrackConstraintSet;
      track()?.applyConstraints({ advanced: [lamp] }).then(() => state$.next({ kind: 'live', hasLight: true, isLit: isOn }), () => undefined);
    },
    close() {
      isClosed = true;
      worker.terminate();
      stop();
    },
  };
}

function hasLight(track: MediaStreamTrack | undefined): boolean {
  return track !== undefined && 'getCapabilities' in track && 'torch' in track.getCapabilities();
}

function whyOf(error: unknown): 'refused' | 'missing' | 'busy' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
