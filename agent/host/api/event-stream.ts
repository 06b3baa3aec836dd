import type { FastifyReply } from 'fastify';
import type { StatusView } from '../../contract/status.ts';
import type { EventBus, TillEvent } from '../events/event-bus.ts';

/** A comment this often keeps proxies and clients from taking a quiet stream for a dead one. */
const heartbeatMs = 15_000;
/** A client that does not read is let go before it fills the memory; it comes back and reads what it needs. */
const maxUnreadBytes = 1_048_576;

/** Answers `GET /v1/events`: server-sent events until the client or the agent goes. */
export function streamEvents(reply: FastifyReply, bus: EventBus, status: () => StatusView): void {
  // Whatever fails is answered as a problem: after `hijack` nobody would answer.
  const first = status();
  const headers = reply.getHeaders();
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  let id = 0;
  const send = (event: TillEvent) => {
    id += 1;
    raw.write(`id: ${id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.value)}\n\n`);
    if (raw.writableLength > maxUnreadBytes) raw.destroy();
  };
  send({ name: 'status', value: first });
  const heartbeat = setInterval(() => raw.write(':\n\n'), heartbeatMs);
  const subscription = bus.events.subscribe({
    next: send,
    complete: () => {
      clearInterval(heartbeat);
      raw.end();
    },
  });
  raw.on('close', () => {
    clearInterval(heartbeat);
    subscription.unsubscribe();
  });
}
