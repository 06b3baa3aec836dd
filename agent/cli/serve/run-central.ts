import { resolve } from 'node:path';
import { createFileSender } from '../../../sync/central/notifications/file-sender.ts';
import { createHttpSender } from '../../../sync/central/notifications/http-sender.ts';
import type { QuietHours } from '../../../sync/central/notifications/quiet-hours.ts';
import type { NotificationSender } from '../../../sync/central/notifications/sender.ts';
import { startCentral } from '../../../sync/central/start-central.ts';
import { chooseDatabase, type DatabaseOptions } from '../central/database-choice.ts';
import { tellParent } from '../child-message.ts';
import { reportCrashesWith } from '../crash.ts';
import { openLog } from '../logging.ts';
import { endProcess } from './end-process.ts';
import { stopRequest } from '../stop-request.ts';

export interface CentralOptions extends DatabaseOptions {
  home: string;
  port: number;
  host: string;
  shop?: string;
  notifyUrl?: string;
  notifyFile?: string;
  notifyQuiet: QuietHours;
  /** Days */
  notifyRetention: number;
}

/** `till central`: runs until it is asked to stop. Throws the central's `CentralStartError`. */
export async function runCentral(options: CentralOptions): Promise<void> {
  const log = openLog('central');
  reportCrashesWith((err) => log.fatal({ err }, 'the central made a mistake and ends'));
  const stopped = stopRequest();
  const choice = chooseDatabase(options);
  const central = await startCentral({
    home: resolve(options.home),
    host: options.host,
    port: options.port,
    ...choice,
    ...(options.shop === undefined ? {} : { shopFolder: resolve(options.shop) }),
    log,
    notifications: { ...senderOf(options), quietHours: options.notifyQuiet, retentionDays: options.notifyRetention },
  });
  const promise = choice.database === undefined ? 'embedded PGlite does not sync to disk: for the demo and for tests only' : central.database;
  process.stdout.write(`central ready: ${central.url} (${promise})\n`);
  tellParent({ type: 'ready', url: central.url });
  log.info({ reason: await stopped }, 'stopping');
  await endProcess(central.close());
}

function senderOf({ notifyUrl, notifyFile }: CentralOptions): { sender?: NotificationSender } {
  const token = process.env['TILL_NOTIFY_TOKEN'];
  delete process.env['TILL_NOTIFY_TOKEN'];
  if (notifyUrl !== undefined) return { sender: createHttpSender({ url: notifyUrl, ...(token === undefined ? {} : { token }) }) };
  return notifyFile === undefined ? {} : { sender: createFileSender(resolve(notifyFile)) };
}
