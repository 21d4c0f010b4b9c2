import { type ComponentType, lazy } from 'react'
import { useSession } from '../../../src/react.ts'
import { ToMessages } from '../talk/ToMessages.tsx'
import './account.css'
import { Account } from './profile/Account.tsx'
import { ForGuests } from './profile/ForGuests.tsx'
import { Notices } from './profile/Notices.tsx'
import { Login } from './screens/Login.tsx'
import { LoginReturn } from './screens/LoginReturn.tsx'
import { Register } from './screens/Register.tsx'
import { Reset } from './screens/Reset.tsx'
import { StaffInvitation } from './screens/StaffInvitation.tsx'

const WebhooksPage = lazy(async () => ({ default: (await import('./webhooks/WebhooksPage.tsx')).WebhooksPage }))

const screens: Readonly<Record<string, ComponentType>> = {
  '/login': Login,
  '/login/return': LoginReturn,
  '/register': Register,
  '/reset': Reset,
  '/account': OwnAccount,
  '/account/webhooks': WebhooksPage,
  '/staff': StaffInvitation,
}

/** Every screen about oneself. It comes with the first visit to one of them, not with the first page of the app. */
export function AccountRoutes({ path }: { path: string }) {
  const Screen = screens[path]
  return Screen === undefined ? null : <Screen key={path} />
}

/** Of whoever is logged in; somebody else begins with nothing on the screen of the last. */
function OwnAccount() {
  const { kind, actor } = useSession()
  if (kind === 'account') return <Account key={actor} />
  return (
    <ForGuests>
      {kind === 'guest' && (
        <>
          <ToMessages />
          <Notices />
        </>
      )}
    </ForGuests>
  )
}
