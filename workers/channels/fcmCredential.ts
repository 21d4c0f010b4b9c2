import type { Agent } from 'node:http'
import type { Credential } from 'firebase-admin/app'
import { JWT } from 'google-auth-library'
import type { ServiceAccount } from '../../server/core/config.ts'

/** All it may do there. */
const scopes = ['https://www.googleapis.com/auth/firebase.messaging']

/**
 * Access tokens for a service account. What the SDK's own `cert` does, but that it waits for an answer for ever, and
 * every push with it, and keeps the agent of whoever asked first.
 *
 * @param tokenMs of one try
 */
export function fcmCredential(account: ServiceAccount, agent: Agent, tokenMs: number): Credential {
  const { clientEmail: email, privateKey: key } = account
  const client = new JWT({ email, key, scopes, transporterOptions: { agent, timeout: tokenMs } })
  return {
    async getAccessToken() {
      const { token } = await client.getAccessToken().catch((error: unknown) => {
        throw new Error(`Error code: ${codeOf(error)}`)
      })
      const { expiry_date: expiresAt } = client.credentials
      if (typeof token !== 'string' || typeof expiresAt !== 'number') throw new Error('an access token without an end')
      return { access_token: token, expires_in: Math.floor((expiresAt - Date.now()) / 1000) }
    },
  }
}

/** As node or the provider names it; what else it says may repeat us. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  const named = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const found = /\b(?:E[A-Z]{4,20}|invalid_[a-z]{1,20})\b/.exec(`${named} ${error.message}`)
  return (found?.[0] ?? error.name).toUpperCase()
}
