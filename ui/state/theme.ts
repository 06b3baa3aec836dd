import type { Theme } from './settings.ts';

/** The part of a document that is used. */
type Sheets = Pick<Document, 'styleSheets'>;

const darkCondition = /prefers-color-scheme:\s*dark/;
const asSystem = '(prefers-color-scheme: dark)';

/**
 * Shows the page in the theme that was chosen. The style sheets ask for the system's theme; what they ask is answered
 * in its place, so that colours stand in one place only.
 */
export function showTheme({ styleSheets }: Sheets, theme: Theme): void {
  for (const sheet of styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && (darkCondition.test(rule.media.mediaText) || themed.has(rule))) {
        themed.add(rule);
        rule.media.mediaText = theme === 'system' ? asSystem : theme === 'dark' ? 'all' : 'not all';
      }
    }
  }
}

/** Rules whose condition was changed here, and so no longer says what it was about */
const themed = new WeakSet<CSSRule>();
