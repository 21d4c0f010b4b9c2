import { accept, type Handler } from '../situation.ts'

/**
 * Raises the settings the book is decided under. What they would break is flagged and stands; older flags that the new
 * settings do not repeat fall. Only raises: what comes late or twice changes nothing.
 */
export const adopt: Handler<'adopt'> = ({ book, rules, standing }, { settingsVersion }) => {
  if (settingsVersion <= book.settingsVersion) return accept([], null)
  if (rules.settingsVersion !== settingsVersion) {
    throw new Error(
      `Settings ${settingsVersion} are adopted by their own rules, not those of ${rules.settingsVersion}.`,
    )
  }
  const flagged = [...rules.conflicts(standing)].sort()
  return accept([{ type: 'settings.adopted', settingsVersion, flagged }], null)
}
