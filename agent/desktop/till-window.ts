import { BrowserWindow, nativeTheme } from 'electron';
import { pageOrigin } from './till-protocol.ts';

/** The page's ground, so that nothing flashes before it is drawn (ui/tokens.css). */
const ground = { light: '#eef0f3', dark: '#0e1116' } as const;

/** The cashier's window. It shows itself once there is something to see, and comes back by itself if its renderer dies. */
export function openTillWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  });
  const { webContents } = window;
  window.once('ready-to-show', () => window.show());
  webContents.on('before-input-event', (event, input) => {
    // There is no menu whose shortcut it would be.
    if (input.type !== 'keyDown' || input.key !== 'F5') return;
    event.preventDefault();
    webContents.reload();
  });
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') webContents.reload();
  });
  void window.loadURL(`${pageOrigin}/`);
  return window;
}
