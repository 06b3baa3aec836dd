/** Drawn here, as the machine may have no font with such signs. Each is decoration: the words beside it carry the meaning. */
const paths = {
  online: <circle cx="12" cy="12" r="8" fill="currentColor" stroke="none" />,
  limited: <><circle cx="12" cy="12" r="8" /><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" stroke="none" /></>,
  offline: <circle cx="12" cy="12" r="8" />,
  queue: <path d="M8 19V6m0 0L4.5 9.5M8 6l3.5 3.5M16 5v13m0 0 3.5-3.5M16 18l-3.5-3.5" />,
  star: <path d="m12 3.5 2.6 5.5 6 .8-4.4 4.2 1.1 6L12 17.1 6.7 20l1.1-6-4.4-4.2 6-.8z" fill="currentColor" stroke="none" />,
  cake: <path d="M5 20v-7h14v7M3.5 20h17M5 16c2 1.5 3-1 4.7 0s2.6 1 4.6 0 2.7 1.5 4.7 0M12 13V9.5M12 6.5c1.2-1 1-2.3 0-3.5-1 1.2-1.2 2.5 0 3.5z" />,
  search: <><circle cx="10.5" cy="10.5" r="6.5" /><path d="m15.5 15.5 5 5" /></>,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  minus: <path d="M5 12h14" />,
  plus: <path d="M5 12h14M12 5v14" />,
  bin: <path d="M4 7h16M10 4h4M6 7l1 13h10l1-13M10 11v6M14 11v6" />,
  undo: <path d="M4 9h10a6 6 0 0 1 0 12H9M4 9l5-5M4 9l5 5" />,
  check: <path d="m4 12.5 5.5 5.5L20 7" />,
  card: <><rect x="3" y="5.5" width="18" height="13" rx="2" /><path d="M3 10h18M6.5 15h4" /></>,
  info: <><circle cx="12" cy="12" r="9" /><path d="M12 11v6M12 7.3v.2" /></>,
  warning: <path d="M12 4 2.5 20h19zM12 10.5v4.5M12 17.3v.2" />,
  erase: <path d="M9 6h11a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9l-6-6zM12 9.5l5 5M17 9.5l-5 5" />,
  camera: <><path d="M4 8h3.5L9 5.5h6L16.5 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z" /><circle cx="12" cy="13" r="3.5" /></>,
  person: <><circle cx="12" cy="8" r="4" /><path d="M4 20.5c.8-4.5 4-6.5 8-6.5s7.2 2 8 6.5" /></>,
  lock: <><rect x="5" y="10.5" width="14" height="10" rx="2" /><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" /></>,
  gear: <><circle cx="12" cy="12" r="3.2" /><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2" /></>,
  receipt: <path d="M5 3v18l2.5-1.6L10 21l2-1.6 2 1.6 2.5-1.6L19 21V3l-2.5 1.6L14 3l-2 1.6L10 3 7.5 4.6zM8.5 9.5h7M8.5 13.5h7" />,
  clock: <><circle cx="12" cy="12" r="8.5" /><path d="M12 7v5.3l3.5 2" /></>,
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = 24 }: Readonly<{ name: IconName; size?: number }>) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {paths[name]}
    </svg>
  );
}
