import type { AlertKind } from '../../../shared/domain/notices/alerts.ts'
import type { DigestLine } from '../../../shared/domain/notices/digest.ts'
import type { ReservationDocument } from '../models/documents.ts'
import type { AlertDocument } from './documents.ts'

/** What is told of one reservation, as it is now. */
export interface AlertLine {
  readonly kind: AlertKind
  readonly said: DigestLine
  readonly reservation: ReservationDocument
}

/** What somebody who works at a restaurant is about to be told: one line, but for a digest. */
export interface Alert extends Pick<AlertDocument, '_id' | 'venueId' | 'pace'> {
  /** At least one. */
  readonly lines: readonly [AlertLine, ...AlertLine[]]
}
