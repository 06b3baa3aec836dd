import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron';
import { pageOrigin } from './till-protocol.ts';

/** The page's ground, so that nothing flashes before it is drawn (ui/tokens.css). */
const ground = { light: '#eef0f3', dark: '#0e1116' } as const;
const companionSize = { width: 400, height: 560 } as const;

/** Dialogs for files are a way out of a kiosk, and no page of ours reads any. */
const unwantedFeatures = 'FileSystemAccess,FileSystemAccessLocal,FontAccess';

/** Every page of the shell runs so: in a sandbox, without Node, with nothing of the shell but its preload, and without boxes that stop everything. */
export function pagePreferences(preload: string): WebPreferences {
  return { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false, disableDialogs: true, disableBlinkFeatures: unwantedFeatures };
}

export type TillWindowKind = 'till' | 'companion';

/** The cashier's window, or the small one that stays above the shop's till software. It comes back by itself if its renderer dies. */
export function openTillWindow(kind: TillWindowKind, preload: string): BrowserWindow {
  const window = openPage(kind === 'till' ? '/' : '/companion.html', preload, kind === 'till' ? { width: 1280, height: 800, minWidth: 1024, minHeight: 680 } : companionPlace());
  if (kind === 'companion') window.setAlwaysOnTop(true, 'floating');
  return window;
}

/** A window with a page of ours, shown once there is something to see. */
export function openPage(path: string, preload: string, shape: BrowserWindowConstructorOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...shape,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: pagePreferences(preload),
  });
  const { webContents } = window;
  window.once('ready-to-show', () => window.show());
  webContents.on('before-input-event', (event, input) => {
    // There is no menu whose shortcut it would be; F5 alone is the page's.
    if (input.type !== 'keyDown' || !input.control || !['KeyR', 'F5'].includes(input.code)) return;
    event.preventDefault();
    loadAnew();
  });
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') loadAnew();
  });
  void window.loadURL(pageOrigin + path);
  return window;

  /** Where it is, or at its own page if something has written another into its address. */
  function loadAnew(): void {
    const { host, pathname } = new URL(webContents.getURL());
    if (`app://${host}` === pageOrigin && pathname === path) webContents.reload();
    else void window.loadURL(pageOrigin + path);
  }
}

/** At the lower right corner of the first screen. */
function companionPlace(): BrowserWindowConstructorOptions {
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
  return { ...companionSize, x: x + width - companionSize.width, y: y + height - companionSize.height, alwaysOnTop: true, skipTaskbar: true, maximizable: false };
}
