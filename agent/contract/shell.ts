/** What pages and the desktop shell tell each other. The shell checks everything that comes from a page against it. */
import type { Language } from './words/languages.ts';

/** Channels of the shell, each with one form of message. */
export const shellChannels = {
  /** Page → shell, `Language`: in which one the page speaks */
  language: 'till:language',
  /** Page → shell, nothing: shows the sheet on which a technician leaves the kiosk */
  askToLeave: 'till:ask-to-leave',
  /** The technician's sheet → shell, `LeaveKioskRequest`; answers `LeaveKioskReply` */
  leaveKiosk: 'till:leave-kiosk',
} as const;

/** Dispatched on the window of a page when the machine woke up: what it knows may be old. */
export const resumedEvent = 'till-resumed';

/** `window.tillShell` of every page in the shell */
export interface TillShell {
  /** Version of Electron */
  readonly electron: string;
  /** Shows the technician's sheet; nothing happens outside kiosk mode */
  askToLeave(): void;
}

/** `window.leaveKiosk` of the technician's sheet alone */
export interface LeaveKioskApi {
  leave(request: LeaveKioskRequest): Promise<LeaveKioskReply>;
  language: Language;
}

export interface LeaveKioskRequest {
  /** Name for signing in, or a badge */
  user: string;
  pin: string;
}

/** `code`: the agent's, or `right-missing`, or `agent-away` */
export type LeaveKioskReply = { ok: true } | { ok: false; code: string };
