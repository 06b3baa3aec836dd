/** How the agent is, as the tray shows it. */
export type TrayState = 'online' | 'limited' | 'offline' | 'away';

const size = 32;
const radius = 13;
/** Blue, green and red of a dot, as the page marks the same states (ui/tokens.css) */
const colours: Readonly<Record<TrayState, readonly [number, number, number]>> = { online: [0x34, 0x6b, 0x0a], limited: [0x00, 0x8a, 0xe0], offline: [0x5e, 0x47, 0x37], away: [0x16, 0x1e, 0xa8] };

/** A dot in the state's colour, hollow where the till cannot be reached, so that it is told apart without colour too. BGRA, row by row. */
export function drawDot(state: TrayState): { size: number; bytes: Buffer } {
  const bytes = Buffer.alloc(size * size * 4);
  const [blue, green, red] = colours[state];
  const hole = { online: 0, limited: 4, offline: 8, away: 10 }[state];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const distance = Math.hypot(x - (size - 1) / 2, y - (size - 1) / 2);
      if (distance <= radius && distance >= hole) bytes.set([blue, green, red, 0xff], (y * size + x) * 4);
    }
  }
  return { size, bytes };
}
