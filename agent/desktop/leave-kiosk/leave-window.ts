import { BrowserWindow } from 'electron';
import type { Language } from '../../contract/words/languages.ts';
import { pageOrigin } from '../till-protocol.ts';
import { pagePreferences } from '../till-window.ts';

export const leavePage = `${pageOrigin}/shell/leave.html`;

/** Above the cashier's window, once; shown again where it is there already. */
export function createLeaveWindow(preload: string): { open(parent: BrowserWindow, language: Language): void; close(): void } {
  let window: BrowserWindow | undefined;
  return {
    open(parent, language) {
      if (window !== undefined) {
        window.focus();
        return;
      }
      window = new BrowserWindow({ parent, width: 520, height: 440, resizable: false, minimizable: false, maximizable: false, autoHideMenuBar: true, alwaysOnTop: true, webPreferences: pagePreferences(preload) });
      window.on('closed', () => {
        window = undefined;
      });
      void window.loadURL(`${leavePage}?language=${language}`);
    },
    close: () => window?.close(),
  };
}
