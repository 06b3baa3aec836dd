/**
 * The desktop shell: windows for the pages, and a forwarder that adds the token. The agent is a process of its own on the Node beside the shell,
 * which the shell keeps running, or a service that somebody else does. While it is away the page says so and comes back by itself.
 */
import { join } from 'node:path';
import { app, Menu, protocol, session } from 'electron';
import { attachedAgent, keptAgent, type AgentLink } from './agent-link.ts';
import { lockDown } from './lock-down.ts';
import { runShell, type RunningShell } from './run-shell.ts';
import { readShellOptions, type ShellOptions } from './shell-options.ts';
import { startWithSystem } from './start-with-system.ts';

const wrongUse = 2;

function refuse(reason: string): void {
  process.stderr.write(`${reason}\n`);
  app.exit(wrongUse);
}

function start(options: ShellOptions): void {
  app.setName('loyalty-till');
  // One shell for one agent: two tills on one machine have two ports. Chromium's own switch wins.
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), 'loyalty-till', portOf(options)));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  if (options.leavesKiosk) {
    refuse('--leave-kiosk: no shell of this till runs here');
    return;
  }
  let shell: RunningShell | undefined;
  app.on('second-instance', (_event, args) => {
    // Whoever can start programs as this user is out of the kiosk already.
    if (args.includes('--leave-kiosk')) shell?.leaveKiosk();
    shell?.show();
  });
  void app.whenReady().then(() => {
    const autostart = startWithSystem(app, { program: process.execPath, args: process.argv.slice(1), port: portOf(options) });
    if (options.startsWithSystem !== undefined) autostart.set(options.startsWithSystem);
    Menu.setApplicationMenu(null);
    lockDown(app, session.defaultSession);
    const link = linkTo(options);
    stopFirst(link);
    shell = runShell({ options, link, autostart, pageFolder: options.pageFolder ?? join(__dirname, '..', 'ui'), shellFolder: __dirname });
    return shell;
  });
}

function portOf(options: ShellOptions): string {
  return options.kind === 'attach' ? options.agentUrl.port : String(options.port);
}

function linkTo(options: ShellOptions): AgentLink {
  if (options.kind === 'attach') return attachedAgent(options);
  const { home = join(app.getPath('userData'), 'till'), releaseFolder = join(process.resourcesPath, 'till'), port, centralUrl } = options;
  return keptAgent({
    home, releaseFolder, port, ...(centralUrl === undefined ? {} : { centralUrl }),
    announce: (line) => process.stderr.write(`${line}\n`),
  });
}

/** The shell ends after its agent, which hands over what it has and closes its journal in good order. */
function stopFirst(link: AgentLink): void {
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void link.stop().finally(() => {
      isStopped = true;
      // Electron forgets a quit that is asked for while it still handles the one before.
      setImmediate(() => app.quit());
    });
  });
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
const read = readShellOptions(process.argv);
if (read.ok) start(read.options);
else refuse(read.reason);
