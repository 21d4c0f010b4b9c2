import { Icon } from '../../../ui/Icon.tsx'

/** What has just been done. Its place is always there, so that it is read out when it comes. */
export function Said({ children }: { children: string | null }) {
  return (
    <p className="said" role="status">
      {children !== null && (
        <>
          <Icon name="check" /> {children}
        </>
      )}
    </p>
  )
}
