/** Whether the text is on the clipboard now: an unencrypted page, or a person, may not allow it. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // The caller then shows the text to be copied by hand.
    return false
  }
}
