/** Hands a file to the device under its name. */
export function save(file: Blob, name: string): void {
  const src = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = src
  link.download = name
  link.click()
  // Some browsers begin to read it only after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(src), 60_000)
}
