import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { startAgent } from '../../host/start-agent.ts';
import { tellParent } from '../child-message.ts';
import { reportCrashesWith } from '../crash.ts';
import { openLog } from '../logging.ts';
import { pageFolder } from '../project.ts';
import { endProcess } from './end-process.ts';
import { stopRequest } from '../stop-request.ts';

export interface AgentOptions {
  home: string;
  port: number;
  host: string;
  central?: string;
  enrol?: string;
  pin?: string;
  page: 'open' | 'link';
}

/** `till agent`: runs until it is asked to stop. Throws the agent's `StartError`. */
export async function runAgent(options: AgentOptions): Promise<void> {
  const log = openLog('agent');
  reportCrashesWith((err) => log.fatal({ err }, 'the agent made a mistake and ends'));
  const stopped = stopRequest();
  const enrolmentCode = options.enrol ?? process.env['TILL_ENROL_CODE'];
  delete process.env['TILL_ENROL_CODE'];
  const agent = await startAgent({
    home: resolve(options.home),
    host: options.host,
    port: options.port,
    ...(options.central === undefined ? {} : { centralUrl: options.central }),
    ...(options.pin === undefined ? {} : { centralPin: options.pin }),
    ...(enrolmentCode === undefined || enrolmentCode === '' ? {} : { enrolmentCode }),
    pageAccess: options.page,
    pageFolder,
    log,
  });
  process.stdout.write(`agent ready: ${options.page === 'link' ? agent.pageLink() : `${agent.url}/`}\n`);
  tellParent({ type: 'ready', url: agent.url });
  // Else compiled code is only kept by a process that ends in good order, and after power cuts alone each start would compile everything again.
  flushCompileCache();
  log.info({ reason: await stopped }, 'stopping');
  await endProcess(agent.close());
}
