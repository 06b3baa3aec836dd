import { rights, type Right } from './right.ts';
import type { LockOutRules, Role } from './role.ts';

const selling: readonly Right[] = ['sale', 'redeem', 'identify', 'customer-look-up', 'return', 'return-by-slip', 'customer-register', 'favourite', 'points-claim', 'devices'];
const cards: readonly Right[] = ['card-issue', 'card-activate', 'card-bind', 'card-replace', 'card-block'];
const technical: readonly Right[] = ['journal-read', 'report', 'devices', 'diagnostics', 'drill'];
const ofSenior: readonly Right[] = [...selling, ...cards, 'customer-change', 'cancel-finished-sale', 'reconcile', 'report', 'journal-read'];
const ofManager: readonly Right[] = [...ofSenior, 'return-blind', 'card-unblock', 'points-adjust', 'journal-resolve', 'drill', 'diagnostics'];

/** The roles of a programme that states none. */
export const defaultRoles: readonly Role[] = [
  {
    id: 'cashier',
    name: { ru: 'Кассир', kk: 'Кассир', en: 'Cashier' },
    rights: [...selling],
    withApproval: [...cards, 'customer-change', 'cancel-finished-sale', 'return-blind', 'reconcile', 'limit-override', 'identity-override'],
    approves: [],
  },
  {
    id: 'senior',
    name: { ru: 'Старший кассир', kk: 'Аға кассир', en: 'Senior cashier' },
    rights: [...ofSenior],
    withApproval: ['return-blind', 'card-unblock', 'points-adjust', 'journal-resolve', 'limit-override', 'identity-override'],
    approves: [...selling, ...cards, 'customer-change', 'cancel-finished-sale', 'reconcile'],
  },
  {
    id: 'manager',
    name: { ru: 'Управляющий', kk: 'Басқарушы', en: 'Manager' },
    rights: [...ofManager],
    // Whoever lets a limit pass, or says who a customer is, is never the one who wants to go on.
    withApproval: ['limit-override', 'identity-override'],
    approves: [...ofManager, 'limit-override', 'identity-override'],
  },
  {
    id: 'technician',
    name: { ru: 'Техник', kk: 'Техник', en: 'Technician' },
    rights: [...technical],
    withApproval: ['journal-resolve'],
    approves: [],
  },
];

export const defaultAccess = {
  unattended: 'cashier',
  tillSoftware: 'cashier',
  idleMinutes: 15,
  lockOut: { tries: 5, delaysSeconds: [30, 60, 300, 900, 1_800] } satisfies LockOutRules,
} as const;

/** Where neither the programme nor the defaults know the role that is asked for: nothing. */
export const noRole: Role = { id: 'none', name: { ru: 'Нет роли', kk: 'Рөл жоқ', en: 'No role' }, rights: [], withApproval: [], approves: [] };

/** For a client that may do whatever the one who is signed in may. */
export const everyRight: ReadonlySet<Right> = new Set(rights);
