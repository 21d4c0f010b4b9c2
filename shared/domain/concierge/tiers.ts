/** How much a house owes its guests, least first. Every guest is `standard` until somebody says otherwise. */
export const tiers = ['standard', 'regular', 'vip', 'vvip'] as const
export type Tier = (typeof tiers)[number]

/** Higher: more is owed. */
export function rankOf(tier: Tier): number {
  return tiers.indexOf(tier)
}
