/** `node test/kit/notifications/fake-sender-main.ts [port]`: a gateway for `till central --notify-url`; says where it listens, and each message that it gets can be read there. */
import { startFakeSender } from './fake-sender.ts';

const sender = await startFakeSender(Number(process.argv[2] ?? '0'));
process.stdout.write(`messages are taken at ${sender.url}\n`);
