import { contextBridge } from 'electron';

/** All that the page sees of the shell. It has no channel into the main process: the page needs none. */
contextBridge.exposeInMainWorld('tillShell', { electron: process.versions['electron'] ?? '' });
