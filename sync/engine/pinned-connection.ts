import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { PinMismatch } from './trouble.ts';

/**
 * Opens TLS connections to whoever has the pinned key, and to nobody else. The pin takes the place of the chain: a certificate that the shop
 * made itself will do, and one that a public authority made for somebody else will not. A connection is handed out only after the key was
 * compared, so that not one byte of a request, and no token, reaches another.
 */
export function createPinnedConnections(pin: string, connectTimeoutMs: number) {
  const opening = new Set<TLSSocket>();
  return {
    open(options: ConnectionOptions, done: (error: Error | null, socket: Duplex) => void): undefined {
      const socket = connect({ ...options, rejectUnauthorized: false });
      opening.add(socket);
      const onError = (error: Error): void => {
        opening.delete(socket);
        done(error, socket);
      };
      socket.once('error', onError);
      socket.setTimeout(connectTimeoutMs, () => socket.destroy(new Error(`no connection within ${connectTimeoutMs} ms`)));
      socket.once('secureConnect', () => {
        const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
        const found = key === undefined ? undefined : createHash('sha256').update(key).digest('base64');
        if (found !== pin) {
          socket.destroy(new PinMismatch(`the certificate has the key ${found ?? 'none'}, not the one that this till trusts`));
          return;
        }
        opening.delete(socket);
        socket.off('error', onError);
        socket.setTimeout(0);
        done(null, socket);
      });
    },
    close() {
      for (const socket of opening) socket.destroy();
    },
  };
}
