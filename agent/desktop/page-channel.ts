import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { shellChannels, type LeaveKioskReply, type LeaveKioskRequest } from '../contract/shell.ts';
import type { Language } from '../contract/words/languages.ts';
import { readLeaveRequest } from './leave-kiosk/check-technician.ts';
import { readLanguage } from './shell-words.ts';
import { pageOrigin } from './till-protocol.ts';

export interface PageCalls {
  language(language: Language): void;
  askToLeave(): void;
  leaveKiosk(request: LeaveKioskRequest): Promise<LeaveKioskReply>;
}

/** All that pages may ask of the shell. A message from elsewhere, or of another form than the contract's, does nothing. */
export function listenToPages(ipc: IpcMain, leavePage: string, calls: PageCalls): void {
  ipc.on(shellChannels.language, (event, value: unknown) => {
    const language = readLanguage(value);
    if (language !== undefined && isOurs(event)) calls.language(language);
  });
  ipc.on(shellChannels.askToLeave, (event) => {
    if (isOurs(event)) calls.askToLeave();
  });
  ipc.handle(shellChannels.leaveKiosk, async (event, value: unknown): Promise<LeaveKioskReply> => {
    const request = readLeaveRequest(value);
    if (request === undefined || !isOurs(event) || event.senderFrame?.url.split('?')[0] !== leavePage) return { ok: false, code: 'bad-request' };
    return await calls.leaveKiosk(request);
  });
}

/** The top frame of a page of ours. */
function isOurs({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${pageOrigin}/`);
}
