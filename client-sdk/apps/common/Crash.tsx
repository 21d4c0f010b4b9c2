import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { useCommonWords } from './words.ts'

/** A fault of one page does not take the others along: says so, and that nothing booked is affected. */
export class Crash extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Stumbled /> : this.props.children
  }
}

function Stumbled() {
  const { t } = useCommonWords()
  return (
    <Empty title={t.crashed.title} actions={<Button onClick={() => location.reload()}>{t.crashed.reload}</Button>}>
      <p>{t.crashed.text}</p>
    </Empty>
  )
}
