/** What to scan, as a picture: a packet with its barcode, and a card. */
export function ScanPicture() {
  return (
    <svg className="scan-picture" width="280" height="168" viewBox="0 0 280 168" fill="none" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="3">
        <path d="M34 46h84v98a6 6 0 0 1-6 6H40a6 6 0 0 1-6-6z" />
        <path d="M34 46c0-7 4-8 4-16h76c0 8 4 9 4 16" />
        <rect x="150" y="66" width="104" height="68" rx="8" />
        <path d="M150 86h104M164 116h30" />
      </g>
      <g fill="currentColor">
        <rect x="50" y="84" width="5" height="40" /><rect x="58" y="84" width="2.5" height="40" /><rect x="64" y="84" width="6" height="40" />
        <rect x="74" y="84" width="2.5" height="40" /><rect x="80" y="84" width="4" height="40" /><rect x="88" y="84" width="2.5" height="40" /><rect x="94" y="84" width="7" height="40" />
      </g>
      <path className="scan-picture-beam" d="M24 104h104M140 104h124" strokeWidth="4" />
    </svg>
  );
}
