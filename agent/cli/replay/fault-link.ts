import { connect, type Socket } from 'node:net';

/**
 * One cut that waits for its moment: the first connection whose request bytes contain `when` is torn down once `afterBytes` more bytes have
 * flowed in `direction` (`to-target` counts from the chunk that contains `when`, itself included). `from-target` with 0 is "applied, but the answer is lost".
 */
export interface Cut {
  when: string;
  direction: 'to-target' | 'from-target';
  afterBytes: number;
}

/** Somebody else's answer: the first connection whose request bytes contain `when` gets these bytes in the target's place, which sees none of the request. */
export interface Interception {
  when: string;
  bytes: string;
}

export interface FaultCounts {
  /** Connections that were accepted, in any mode */
  connections: number;
  /** Connections that the proxy tore down: by `refuse`, `reset` or an armed cut */
  torn: number;
  /** How many armed cuts have happened */
  cuts: number;
  /** How many requests somebody else answered */
  intercepted: number;
  bytesToTarget: number;
  bytesFromTarget: number;
}

/** One connection through the fault proxy: the client's socket and, from the first byte that may flow, the target's. */
export interface Link {
  freeze(frozen: boolean): void;
  /** Resets both ends. */
  tear(): void;
}

export interface LinkOptions {
  client: Socket;
  target: { host: string; port: number };
  /** Armed cuts, shared by all links; a link takes out the one that it fulfils. */
  cuts: Cut[];
  /** Shared like the cuts */
  interceptions: Interception[];
  /** Bytes from the target come one by one with this pause; undefined: as they are. Asked at each byte */
  dripMs: () => number | undefined;
  counts: FaultCounts;
  frozen: boolean;
  onClose: () => void;
}

export function createLink(options: LinkOptions): Link {
  const { client, counts } = options;
  let frozen = options.frozen;
  let upstream: Socket | undefined;
  let armed: { direction: Cut['direction']; bytesLeft: number } | undefined;
  let isCut = false;
  let isOver = false;

  const end = (): void => {
    if (isOver) return;
    isOver = true;
    options.onClose();
  };
  const tear = (): void => {
    if (!isOver) counts.torn += 1;
    end();
    client.resetAndDestroy();
    upstream?.resetAndDestroy();
  };
  /** The part of the chunk that may still flow; undefined where all of it may. */
  const allowedBy = (direction: Cut['direction'], chunk: Buffer): Buffer | undefined => {
    if (armed === undefined && direction === 'to-target') armed = takeCut(options.cuts, chunk);
    if (armed === undefined || armed.direction !== direction) return undefined;
    if (chunk.length < armed.bytesLeft) {
      armed.bytesLeft -= chunk.length;
      return undefined;
    }
    return chunk.subarray(0, armed.bytesLeft);
  };
  const pump = (from: Socket, to: Socket, direction: Cut['direction']): void => {
    from.on('data', (chunk: Buffer) => {
      if (isCut) return;
      const answer = direction === 'to-target' ? takeInterception(options.interceptions, chunk) : undefined;
      if (answer !== undefined) {
        isCut = true;
        counts.intercepted += 1;
        client.end(answer);
        upstream?.destroy();
        return;
      }
      const allowed = allowedBy(direction, chunk);
      const flows = allowed ?? chunk;
      counts[direction === 'to-target' ? 'bytesToTarget' : 'bytesFromTarget'] += flows.length;
      if (allowed !== undefined) {
        isCut = true;
        counts.cuts += 1;
        // A reset would overtake the bytes that still may flow, so they are handed over first.
        if (allowed.length > 0) to.end(allowed, tear);
        else tear();
        return;
      }
      const pauseMs = direction === 'from-target' ? options.dripMs() : undefined;
      if (pauseMs !== undefined) {
        drip(chunk, from, to, pauseMs);
        return;
      }
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => {
          if (!frozen) from.resume();
        });
      }
    });
    from.on('end', () => to.end());
  };
  /** Slow-loris: the connection lives, and brings next to nothing. */
  const drip = (chunk: Buffer, from: Socket, to: Socket, pauseMs: number): void => {
    from.pause();
    let next = 0;
    const timer = setInterval(() => {
      const isOff = options.dripMs() === undefined;
      to.write(isOff ? chunk.subarray(next) : chunk.subarray(next, next + 1));
      next += 1;
      if (!isOff && next < chunk.length) return;
      clearInterval(timer);
      if (!frozen) from.resume();
    }, pauseMs);
    to.once('close', () => clearInterval(timer));
  };
  const watch = (socket: Socket, other: () => Socket | undefined): void => {
    // A fault at one end is news for the other end only; the proxy itself lives on.
    socket.on('error', () => undefined);
    socket.on('close', (hadError) => {
      end();
      if (hadError) other()?.resetAndDestroy();
      else other()?.destroySoon();
    });
  };
  const open = (): void => {
    const opened = connect({ host: options.target.host, port: options.target.port, allowHalfOpen: true, noDelay: true });
    upstream = opened;
    watch(opened, () => client);
    pump(client, opened, 'to-target');
    pump(opened, client, 'from-target');
  };

  watch(client, () => upstream);
  if (frozen) client.pause();
  else open();
  return {
    freeze(next) {
      if (next === frozen || isOver) return;
      frozen = next;
      if (frozen) {
        client.pause();
        upstream?.pause();
        return;
      }
      if (upstream === undefined) open();
      client.resume();
      upstream?.resume();
    },
    tear,
  };
}

function takeInterception(interceptions: Interception[], chunk: Buffer): string | undefined {
  const index = interceptions.findIndex(({ when }) => chunk.includes(when));
  return interceptions.splice(index, index === -1 ? 0 : 1)[0]?.bytes;
}

function takeCut(cuts: Cut[], chunk: Buffer): { direction: Cut['direction']; bytesLeft: number } | undefined {
  const index = cuts.findIndex((cut) => chunk.includes(cut.when));
  const cut = cuts[index];
  if (cut === undefined) return undefined;
  cuts.splice(index, 1);
  return { direction: cut.direction, bytesLeft: cut.afterBytes };
}
