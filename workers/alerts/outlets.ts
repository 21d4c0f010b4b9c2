import type { Alert } from '../../server/core/alerts/alert.ts'
import { addressOf, composeAlertMail, composeAlertPush } from '../../server/core/alerts/composeAlert.ts'
import type { Deps } from '../../server/core/deps.ts'
import { accountKeyOf } from '../../server/core/identity/accounts.ts'
import type { AccountDocument } from '../../server/core/identity/documents.ts'
import { tellInApp } from '../../server/core/notices/inApp.ts'
import { leaveInApp } from '../notices/appOutlet.ts'
import type { MailChannel } from '../notices/mailOutlet.ts'
import type { ComposedNotice, Outlet } from '../notices/outlet.ts'
import { createDeviceTeller, type Pushes } from '../notices/tellDevices.ts'

/** How alerts go out by one channel: through the limits of its provider, which all notices share. */
export interface AlertOutlet extends Pick<Outlet, 'channel' | 'waitMs' | 'ask'> {
  /** Somebody who works there, as they are reached now; null: they are not. */
  find(account: AccountDocument): Promise<{ compose(alert: Alert): Promise<ComposedNotice> } | null>
}

export function createAlertMails(deps: Deps, { waitMs, ask, send }: MailChannel): AlertOutlet {
  return {
    channel: 'email',
    waitMs,
    ask,
    find(account) {
      const to = addressOf(deps, account)
      if (to === null) return Promise.resolve(null)
      return Promise.resolve({
        async compose(alert) {
          const mail = await composeAlertMail(deps, account, alert, to)
          return { send: () => send(mail) }
        },
      })
    },
  }
}

export function createAlertPushes(deps: Deps, pushes: Pushes): AlertOutlet {
  const devicesOf = createDeviceTeller(deps, pushes)
  return {
    channel: 'push',
    waitMs: pushes.waitMs,
    ask: pushes.ask,
    async find(account) {
      const tell = await devicesOf(accountKeyOf(account))
      if (tell === null) return null
      return {
        compose: (alert) => tell(account.language, (language) => composeAlertPush(deps, alert, language)),
      }
    },
  }
}

export function createAlertsInApp(deps: Pick<Deps, 'collections' | 'clock' | 'noticed' | 'log'>): AlertOutlet {
  return {
    channel: 'app',
    waitMs: () => 0,
    ask: () => ({ go: true }),
    find(account) {
      const owner = accountKeyOf(account)
      return Promise.resolve({
        compose: ({ _id, lines: [{ kind, reservation }] }) =>
          Promise.resolve({
            send: () =>
              leaveInApp(deps, owner, () => tellInApp(deps, { _id, kind, by: 'guest' }, { ...reservation, owner })),
          }),
      })
    },
  }
}
