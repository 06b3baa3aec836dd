/**
 * The desktop shell: a window for the page, and a forwarder that adds the token. The agent is a process of its own
 * that somebody else starts; while it is away the page says so and comes back by itself.
 */
import { join } from 'node:path';
import { app, Menu, protocol, session, type BrowserWindow } from 'electron';
import { readAgentToken } from './agent-token.ts';
import { createForwarder } from './forward-request.ts';
import { lockDown } from './lock-down.ts';
import { readShellOptions, type ShellOptions } from './shell-options.ts';
import { answerPage } from './till-protocol.ts';
import { openTillWindow } from './till-window.ts';

const wrongUse = 2;

function refuse(reason: string): void {
  process.stderr.write(`${reason}\n`);
  app.exit(wrongUse);
}

function start(options: ShellOptions): void {
  app.setName('loyalty-till');
  // One window for one agent: two tills on one machine have two ports. Chromium's own switch wins.
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), 'loyalty-till', options.agentUrl.port));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  let window: BrowserWindow | undefined;
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(() => {
    window = open(options);
    return window;
  });
}

function open({ agentUrl, tokenFile, pageFolder = join(__dirname, '..', 'ui') }: ShellOptions): BrowserWindow {
  Menu.setApplicationMenu(null);
  lockDown(app, session.defaultSession);
  const forwarder = createForwarder({ agentUrl, token: () => readAgentToken(tokenFile) });
  protocol.handle('app', (request) => answerPage(request, pageFolder, forwarder));
  const window = openTillWindow(join(__dirname, 'preload.cjs'));
  window.webContents.on('did-start-navigation', (_event, _url, isSameDocument, isMainFrame) => {
    if (isMainFrame && !isSameDocument) forwarder.dropStreams();
  });
  return window;
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
const read = readShellOptions(process.argv);
if (read.ok) start(read.options);
else refuse(read.reason);
