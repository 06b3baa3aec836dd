import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { createLogBook } from '../../host/log/log-book.ts';
import { tellParent } from '../child-message.ts';
import { reportCrashesWith } from '../crash.ts';
import { askDoctor } from '../doctor/ask-doctor.ts';
import { openLog } from '../logging.ts';
import { importAgent } from '../packages/import-agent.ts';
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
  const logBook = createLogBook();
  const log = openLog('agent', (line) => {
    logBook.write(line);
  });
  reportCrashesWith((err) => log.fatal({ err }, 'the agent made a mistake and ends'));
  const stopped = stopRequest();
  const enrolmentCode = options.enrol ?? process.env['TILL_ENROL_CODE'];
  delete process.env['TILL_ENROL_CODE'];
  let agentUrl: string | undefined;
  const { startAgent } = await importAgent();
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
    logBook,
    doctor: () => askDoctor(resolve(options.home), agentUrl),
  });
  agentUrl = agent.url;
  process.stdout.write(`agent ready: ${options.page === 'link' ? agent.pageLink() : `${agent.url}/`}\n`);
  tellParent({ type: 'ready', url: agent.url });
  // Else compiled code is only kept by a process that ends in good order, and after power cuts alone each start would compile everything again.
  flushCompileCache();
  log.info({ reason: await stopped }, 'stopping');
  await endProcess(agent.close());
}
