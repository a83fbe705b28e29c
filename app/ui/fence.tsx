import { Component, type ReactNode } from 'react'
import { Button } from './button'
import { Notice } from './notice'

interface FenceProps {
  /** What stands inside, as a person would call it: `the manifest editor`. */
  readonly what: string
  readonly children: ReactNode
}

interface FenceState {
  readonly error: Error | undefined
}

/** Keeps a fault in one part of the page from taking the rest with it, says what broke, and offers to draw it again. */
export class Fence extends Component<FenceProps, FenceState> {
  override state: FenceState = { error: undefined }

  static getDerivedStateFromError(error: Error): FenceState {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Notice tone="bad" title={`A fault in ${this.props.what}`}>
        <p>{error.message}. The cluster goes on. Draw this part again; if it breaks again, reload the page.</p>
        <Button label="Draw it again" onClick={() => this.setState({ error: undefined })} />
      </Notice>
    )
  }
}
