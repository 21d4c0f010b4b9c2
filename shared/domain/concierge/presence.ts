/** What somebody at a desk says of themselves. `leaving`: finishes what they have, and is given nothing new. */
export const presenceStates = ['here', 'leaving', 'away'] as const
export type PresenceState = (typeof presenceStates)[number]
