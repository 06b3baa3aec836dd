import { appendFile } from 'node:fs/promises';
import type { NotificationSender } from './sender.ts';

/** Appends each message to a file, one JSON object a line: for the demo, and to look at what would be sent. */
export function createFileSender(path: string): NotificationSender {
  return {
    description: `file ${path}`,
    async send(message) {
      await appendFile(path, `${JSON.stringify(message)}\n`, { mode: 0o600 });
      return { outcome: 'sent' };
    },
  };
}
