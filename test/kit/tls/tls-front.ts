import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';

/** Node can read certificates but not make them, so the machine's `openssl` does. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export interface TestCertificate {
  key: string;
  cert: string;
  /** SHA-256 of the SPKI DER, base64 */
  pin: string;
}

/** Signed by itself, for `127.0.0.1`. */
export function makeCertificate(): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'till-tls-'));
  try {
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=centre.test', '-addext', 'subjectAltName=IP:127.0.0.1',
      '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'),
    ], { stdio: 'ignore' });
    const cert = readFileSync(join(folder, 'cert.pem'), 'utf8');
    const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert, pin: createHash('sha256').update(spki).digest('base64') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface TlsFront {
  url: string;
  /** Plain bytes that came out of TLS connections: what a listener with this certificate would have read */
  bytesRead(): number;
  close(): Promise<void>;
}

/** TLS before a plain server, as a reverse proxy in the data centre does it. */
export async function startTlsFront(target: { host: string; port: number }, { key, cert }: TestCertificate): Promise<TlsFront> {
  let bytesRead = 0;
  const open = new Set<Socket>();
  const server = createServer({ key, cert }, (client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      bytesRead += chunk.length;
    });
    client.pipe(upstream).pipe(client);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytesRead: () => bytesRead,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    }),
  };
}
