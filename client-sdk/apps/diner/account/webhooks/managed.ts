import type { Output } from '../../../../src/index.ts'

/** A restaurant where one works. */
export type Restaurant = Output<'staff.alerts'>['restaurants'][number]

export type Webhook = Output<'webhook.list'>['webhooks'][number]
export type Delivery = Output<'webhook.log'>['deliveries'][number]

/** Whether one runs it: its systems are told what a manager says. */
export function isManaged({ roles }: Restaurant): boolean {
  return roles.includes('manager')
}
