/** Whether there is such a time zone, as IANA names them. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    // RangeError is how Intl says that it knows no such zone.
    return false
  }
}
