import { networkInterfaces } from 'node:os';
import { TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';

/**
 * What stands between the till and its centre, as somebody in the shop can act on it:
 *   no-network     this machine is in no network: cable, Wi-Fi, switch (LAN down)
 *   name-unknown   DNS does not answer, or does not know the centre's name
 *   no-route       in a network, but no way to the centre, or silence from there (LAN up, WAN down)
 *   service-down   its machine answers that nobody listens (network up, service down)
 *   certificate    somebody answers, but does not prove to be the centre
 *   no-answer      connected, but late or cut off
 *   error-answer   5xx or 429: the centre is there and has troubles of its own, or too much to do
 *   drill          nothing: an outage is rehearsed, and no call goes out
 *   rubbish        somebody answers who does not speak as a centre does: a captive portal, another program
 */
export type Trouble = 'no-network' | 'name-unknown' | 'no-route' | 'service-down' | 'certificate' | 'no-answer' | 'error-answer' | 'rubbish' | 'drill';

const troubleOfCode: Readonly<Record<string, Trouble>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  EAI_NODATA: 'name-unknown',
  EAI_NONAME: 'name-unknown',
  ECONNREFUSED: 'service-down',
  ECONNRESET: 'service-down',
};

/** A connection that could not be made. `code`: of the socket's error; none for a time-out. */
export function troubleOfConnecting(code: string | undefined, host: string, isNetworkUp: () => boolean = hasNetwork): Trouble {
  // Without a network a name cannot be asked for either: the cable comes first. A centre on this very machine needs none.
  if (!isLoopback(host) && !isNetworkUp()) return 'no-network';
  return troubleOfCode[code ?? ''] ?? 'no-route';
}

/** A connection that stood. `code`: as above; one of the HTTP parser's begins with HPE. */
export function troubleOfExchange(code: string | undefined): Trouble {
  return code?.startsWith('HPE_') === true ? 'rubbish' : 'no-answer';
}

/** The certificate was judged and refused, by its chain or its pin. */
export function isCertificateFault(error: Error, socket: Socket | null): boolean {
  if (error instanceof PinMismatch) return true;
  // Typed as always there; null until a certificate was refused.
  return socket instanceof TLSSocket && Boolean(socket.authorizationError);
}

/** The other end has another key than the one that this till was told to trust. */
export class PinMismatch extends Error {
  override readonly name = 'PinMismatch';
}

function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
