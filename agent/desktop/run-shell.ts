import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, powerMonitor, protocol, screen } from 'electron';
import { resumedEvent } from '../contract/shell.ts';
import type { Language } from '../contract/words/languages.ts';
import type { AgentLink } from './agent-link.ts';
import { readAgentToken } from './agent-token.ts';
import { followSecondDisplay, type CustomerDisplay } from './customer-display.ts';
import { createForwarder } from './forward-request.ts';
import { checkTechnician } from './leave-kiosk/check-technician.ts';
import { Kiosk } from './leave-kiosk/kiosk.ts';
import { createLeaveWindow, leavePage } from './leave-kiosk/leave-window.ts';
import { listenToPages } from './page-channel.ts';
import type { ShellOptions } from './shell-options.ts';
import { shellWords } from './shell-words.ts';
import type { StartWithSystem } from './start-with-system.ts';
import { answerPage } from './till-protocol.ts';
import { openPage, openTillWindow } from './till-window.ts';
import type { TrayState } from './tray-picture.ts';
import { TillTray } from './tray.ts';
import { watchAgent } from './watch-agent.ts';

export interface ShellParts {
  options: ShellOptions;
  link: AgentLink;
  autostart: StartWithSystem;
  pageFolder: string;
  /** Where main, preload and `shell/` lie */
  shellFolder: string;
}

export interface RunningShell {
  /** Brings the cashier's window to the front */
  show(): void;
  leaveKiosk(): void;
}

/** Opens the windows and puts together what belongs to them. Only once Electron is ready. */
export function runShell({ options, link, autostart, pageFolder, shellFolder }: ShellParts): RunningShell {
  const preload = join(shellFolder, 'preload.cjs');
  const api = { url: () => link.url(), token: () => readAgentToken(link.tokenFile) };
  const forwarder = createForwarder({ agentUrl: api.url, trouble: () => link.trouble(), token: api.token });
  protocol.handle('app', async (request) => await answerPage(request, { page: pageFolder, shell: shellFolder }, forwarder));

  let language: Language = 'ru';
  let state: TrayState = 'away';
  const kiosk = new Kiosk(options.isKiosk, showTray);
  const window = openTillWindow(options.isCompanion ? 'companion' : 'till', preload);
  const leaveWindow = createLeaveWindow(preload);
  const tray = new TillTray({
    show,
    startWithSystem(isOn) {
      autostart.set(isOn);
      showTray();
    },
    enterKiosk: () => kiosk.enter(),
    askToLeave,
    quit: () => app.quit(),
  });
  const watch = watchAgent(api, (now) => {
    state = now;
    showTray();
  });

  function showTray(): void {
    tray.show({ words: shellWords(language), state, isKiosk: kiosk.isLocked, startsWithSystem: autostart.isOn() });
  }
  function show(): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }
  function askToLeave(): void {
    if (kiosk.isLocked) leaveWindow.open(window, language);
  }
  function leaveKiosk(): void {
    kiosk.leave();
    leaveWindow.close();
  }

  kiosk.hold(app, window);
  window.webContents.on('did-start-navigation', (_event, _url, isSameDocument, isMainFrame) => {
    if (isMainFrame && !isSameDocument) forwarder.dropStreams();
  });
  // Where there is a keyboard, the sheet comes by it; where there is none, by `--leave-kiosk`.
  window.webContents.on('before-input-event', (event, { type, control, alt, shift, code }) => {
    if (type !== 'keyDown' || !control || !alt || !shift || code !== 'KeyK') return;
    event.preventDefault();
    askToLeave();
  });
  listenToPages(ipcMain, leavePage, {
    language(spoken) {
      language = spoken;
      showTray();
    },
    askToLeave,
    async leaveKiosk(request) {
      const reply = await checkTechnician(api, request);
      if (reply.ok) leaveKiosk();
      return reply;
    },
  });

  const display: CustomerDisplay | undefined = options.hasCustomerDisplay
    ? followSecondDisplay(screen, (place) => openPage('/display.html', preload, { ...place, frame: false, skipTaskbar: true }))
    : undefined;
  powerMonitor.on('resume', () => {
    link.wake();
    // Connections that slept may hang for minutes: each page connects anew, and reads what it needs.
    forwarder.dropStreams();
    void watch.look();
    // A page that is just being loaded needs no word.
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.executeJavaScript(`dispatchEvent(new Event(${JSON.stringify(resumedEvent)}))`).catch(() => undefined);
  });
  window.on('closed', () => {
    display?.close();
    app.quit();
  });
  app.on('will-quit', () => {
    watch.stop();
    tray.close();
  });
  showTray();
  return { show, leaveKiosk };
}
