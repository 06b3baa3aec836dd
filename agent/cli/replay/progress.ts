import { Presets, SingleBar } from 'cli-progress';

/** Tells how far the replay is: a bar on a terminal, a line for every tenth elsewhere. Both go to stderr: stdout is for the report. */
export interface Progress {
  note(text: string): void;
  start(total: number): void;
  step(): void;
  stop(): void;
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? barProgress(stream) : lineProgress(stream);
}

function barProgress(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({ format: 'replay [{bar}] {percentage} % · {value}/{total} · {eta_formatted} left', stream, hideCursor: true, clearOnComplete: false }, Presets.shades_classic);
  return {
    note: (text) => void stream.write(`${text}\n`),
    start: (total) => bar.start(total, 0),
    step: () => bar.increment(),
    stop: () => bar.stop(),
  };
}

function lineProgress(stream: NodeJS.WriteStream): Progress {
  let total = 0;
  let done = 0;
  const tenth = (): number => Math.floor((done * 10) / total);
  return {
    note: (text) => void stream.write(`${text}\n`),
    start: (all) => {
      total = all;
    },
    step: () => {
      const before = tenth();
      done += 1;
      if (tenth() > before) stream.write(`replay ${tenth() * 10} % (${done}/${total})\n`);
    },
    stop: () => undefined,
  };
}
