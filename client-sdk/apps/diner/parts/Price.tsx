import { useWords } from '../words.ts'

/** Money as it is written where the restaurant is. */
function priceSign(zone: string): string {
  if (zone === 'Asia/Seoul') return '₩'
  if (zone === 'Asia/Tokyo') return '¥'
  return zone.startsWith('Europe/') ? '€' : '$'
}

/** `₩₩₩`, of four. */
export function Price({ level, zone }: { level: number | null; zone: string }) {
  const { t } = useWords()
  if (level === null) return null
  return (
    <span className="price">
      <span aria-hidden="true">{priceSign(zone).repeat(level)}</span>
      <span className="unseen">{t.venue.price(level)}</span>
    </span>
  )
}
