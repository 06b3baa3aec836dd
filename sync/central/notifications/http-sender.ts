import type { NotificationSender } from './sender.ts';

const timeoutMs = 10_000;
/** Of the 4xx those that say nothing about the message */
const passing: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 425, 429]);

/** Posts each message as JSON to a gateway, with its id as `Idempotency-Key`: 2xx is sent, another 4xx that is about the message is refused for good. */
export function createHttpSender({ url, token }: { url: string; token?: string }): NotificationSender {
  return {
    description: `HTTP gateway at ${new URL(url).origin}`,
    async send(message, signal) {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json', 'idempotency-key': message.id, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(message),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      if (response.ok) return { outcome: 'sent' };
      if (response.status >= 400 && response.status < 500 && !passing.has(response.status)) return { outcome: 'refused', reason: `http-${response.status}` };
      throw new Error(`the gateway answered ${response.status}`);
    },
  };
}
