import type { Output, Sent } from '../../../../src/index.ts'

export type Preferences = Output<'notice.preferences.get'>
export type Changes = Sent<'notice.preferences.change'>
export type Week = Preferences['quiet']
export type Span = NonNullable<Week[number]>
export type Switch = Preferences['switches'][number]

export interface PartProps {
  readonly value: Preferences
  /** Has it changed, and shows what it then is. @throws ClientError */
  readonly onChange: (changes: Changes) => Promise<void>
}
