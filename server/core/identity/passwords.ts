import { hash, verify } from '@node-rs/argon2'

/** Argon2id, as OWASP advises for 19 MiB. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** The same work where there is nobody to compare with: the time taken tells nothing. */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await nobodysHash()), password)
  return fits && typeof passwordHash === 'string'
}

let nobody: Promise<string> | undefined

function nobodysHash(): Promise<string> {
  nobody ??= hashPassword('nobody has this password')
  return nobody
}
