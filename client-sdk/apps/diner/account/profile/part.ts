import type { Output } from '../../../../src/index.ts'

export type ProfileData = Output<'account.get'>

/** What each part of the page shows and may change. */
export interface PartProps {
  readonly profile: ProfileData
  readonly onProfile: (profile: ProfileData) => void
  /** Something changed that the answer does not tell. */
  readonly onChanged: () => void
}
