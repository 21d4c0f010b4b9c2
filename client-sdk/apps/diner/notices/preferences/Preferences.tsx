import './preferences.css'
import { QuietHours } from './QuietHours.tsx'
import { Switches } from './Switches.tsx'
import type { PartProps } from './types.ts'
import { usePreferenceWords } from './words.ts'

/** What one wishes to be told, by which way, and when not. */
export function Preferences(part: PartProps) {
  const n = usePreferenceWords()
  return (
    <div className="preferences">
      <p className="soft">{n.lead}</p>
      <Switches {...part} />
      <QuietHours {...part} />
    </div>
  )
}
