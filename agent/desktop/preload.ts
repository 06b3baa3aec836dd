import { contextBridge, ipcRenderer } from 'electron';
import { shellChannels, type LeaveKioskApi, type TillShell } from '../contract/shell.ts';
import { isLanguage } from '../contract/words/languages.ts';

const isLeavePage = location.pathname === '/shell/leave.html';

/** All that the page sees of the shell. Nothing of `ipcRenderer` itself gets out. */
const shell: TillShell = { electron: process.versions['electron'] ?? '', askToLeave: () => ipcRenderer.send(shellChannels.askToLeave) };
contextBridge.exposeInMainWorld('tillShell', shell);

if (isLeavePage) {
  const asked = new URLSearchParams(location.search).get('language');
  const api: LeaveKioskApi = { language: isLanguage(asked) ? asked : 'ru', leave: async ({ user, pin }) => await ipcRenderer.invoke(shellChannels.leaveKiosk, { user, pin }) };
  contextBridge.exposeInMainWorld('leaveKiosk', api);
} else {
  // The tray speaks as the page does; the page need not know of it.
  const tell = (): void => ipcRenderer.send(shellChannels.language, document.documentElement.lang);
  window.addEventListener('DOMContentLoaded', () => {
    tell();
    new MutationObserver(tell).observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });
  });
}
