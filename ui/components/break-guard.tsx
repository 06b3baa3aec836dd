import { Component, type ReactNode } from 'react';

export interface BreakGuardProps {
  children: ReactNode;
  /** In place of what broke. `again` shows it anew */
  renderBroken: (error: unknown, again: () => void) => ReactNode;
}

/** What cannot be drawn, as an answer in it made no sense, leaves words and a way on behind, and never a white page. */
export class BreakGuard extends Component<BreakGuardProps, { broken: { error: unknown } | undefined }> {
  override state: { broken: { error: unknown } | undefined } = { broken: undefined };
  static getDerivedStateFromError(error: unknown): { broken: { error: unknown } } {
    return { broken: { error } };
  }
  override render(): ReactNode {
    const { broken } = this.state;
    return broken === undefined ? this.props.children : this.props.renderBroken(broken.error, () => this.setState({ broken: undefined }));
  }
}
