import { join, resolve } from 'node:path';
import { tellParent } from '../child-message.ts';
import { projectRoot } from '../project.ts';
import { stopRequest } from '../stop-request.ts';
import { DemoShop } from './demo-shop.ts';
import { openDesktopWindow, type DesktopWindow } from './desktop-window.ts';
import { requireFreePort } from './local-port.ts';
import { wasKilled } from './run-file.ts';

const orphanPatienceMs = 15_000;

export interface StartOptions {
  port: number;
  home?: string;
  headless?: true;
}

/** `till start`: runs the demo shop until it is asked to stop. */
export async function runStart(options: StartOptions): Promise<void> {
  const stopped = stopRequest();
  const home = resolve(options.home ?? join(projectRoot, '.till'));
  // After a kill the children end by themselves; starting again at once should simply work.
  const patienceMs = wasKilled(home) ? orphanPatienceMs : 0;
  await requireFreePort(options.port, patienceMs);
  const shop = new DemoShop({ home, port: options.port, announce, patienceMs });
  const stopping = new AbortController();
  void stopped.then(() => stopping.abort());
  let desktop: DesktopWindow | undefined;
  try {
    const started = await Promise.race([shop.start(), stopped.then(() => undefined)]);
    if (started !== undefined) {
      const tokenFile = join(shop.agentHome, 'api.token');
      announceReady(started, tokenFile, home);
      desktop = await openDesktopWindow({ headless: options.headless === true, agentUrl: started.agentUrl, tokenFile, announce, signal: stopping.signal });
      tellParent({ type: 'ready', url: started.agentUrl });
      await stopped;
    }
    announce('stopping …');
  } finally {
    desktop?.close();
    await shop.stop();
  }
  process.exit(0);
}

function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}

function announceReady(urls: { agentUrl: string; centralUrl: string }, tokenFile: string, home: string): void {
  // Since the process began, so that it is what somebody who waits would measure.
  announce(`The till is ready (${(performance.now() / 1000).toFixed(1)} s).`);
  announce(`  page     ${urls.agentUrl}/`);
  announce(`  API      ${urls.agentUrl}/v1 (token in ${tokenFile})`);
  announce(`  try      curl -H "Authorization: Bearer $(cat '${tokenFile}')" ${urls.agentUrl}/v1/status`);
  announce(`  central  ${urls.centralUrl} (embedded PGlite, which does not sync to disk: for the demo only)`);
  announce(`  data     ${home}`);
  announce('  stop     Ctrl-C');
}
