import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../sync/engine/http-client.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { hasOpenssl, makeCertificate, startTlsFront, type TestCertificate, type TlsFront } from '../kit/tls/tls-front.ts';
import { hasDrained, openEngineShop, type EngineShop } from './engine-shop.ts';
import { until } from './until.ts';

const longMs = 20_000;

describe.skipIf(!hasOpenssl)('a centre behind TLS (skipped without openssl, which makes the certificates)', () => {
  let certificate: TestCertificate;
  let other: TestCertificate;
  let shop: EngineShop | undefined;
  let front: TlsFront;
  beforeEach(() => {
    certificate = makeCertificate();
    other = makeCertificate();
  });
  afterEach(async () => {
    await shop?.close();
    shop = undefined;
    await front.close();
  });

  const openBehind = async (pin: string | undefined): Promise<EngineShop> => {
    shop = await openEngineShop({ frontedBy: async (target) => {
      front = await startTlsFront(target, certificate);
      return front.url;
    }, ...(pin === undefined ? {} : { pin }) });
    return shop;
  };

  it('is trusted by its pinned key, although no authority knows its certificate', async () => {
    const opened = await openBehind(certificate.pin);
    opened.journal.append(3);
    opened.engine.start();
    await until(() => hasDrained(opened) && opened.cache.view() !== undefined);
    expect(opened.engine.contact()).toMatchObject({ reach: 'ok', breaker: 'closed' });
    await opened.proxy.set('refuse');
    await until(() => opened.engine.contact().breaker !== 'closed');
    opened.journal.append(2);
    await opened.proxy.set('pass');
    await until(() => hasDrained(opened));
  });

  it.each(['pinned key of another', 'no pin, and no authority that knows it'])('is told as a wrong certificate and is sent nothing: %s', async (title) => {
    const opened = await openBehind(title.startsWith('no pin') ? undefined : other.pin);
    opened.journal.append(3);
    opened.engine.start();
    await until(() => opened.engine.contact().trouble === 'certificate');
    expect(opened.engine.contact()).toMatchObject({ reach: 'failing', lastError: expect.stringContaining('the certificate is refused') });
    // Asked again and again, it is never fallen back from.
    const before = opened.contacts.length;
    await until(() => opened.contacts.length > before + 4);
    expect(opened.central.calls()).toEqual([]);
    expect(front.bytesRead()).toBe(0);
    expect(await opened.engine.authority.hold({ holdId: 'h', saleId: 's', accountId: 'a', cardNumber: '1', points: 1, holdSeconds: 60 }, longMs)).toEqual({ outcome: 'unavailable', ambiguous: false });
  });

  it('is no centre at all where the pin is, but TLS is not', async () => {
    await openBehind(certificate.pin);
    expect(() => createHttpClient({ centralUrl: 'http://127.0.0.1:1', pin: certificate.pin, connectTimeoutMs: longMs })).toThrow('needs https');
  });

  it('lets go of a handshake that nobody answers', async () => {
    const opened = await openBehind(certificate.pin);
    await opened.proxy.set('blackhole');
    const http = createHttpClient({ centralUrl: opened.proxy.url.replace('http:', 'https:'), pin: certificate.pin, connectTimeoutMs: 50 });
    const fault: unknown = await http.call({ method: 'GET', path: '/', timeoutMs: longMs, signal: new AbortController().signal }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(SyncFault);
    expect(fault).toMatchObject({ mayHaveArrived: false });
    http.close();
  });
});
