import { setTimeout as pause } from 'node:timers/promises'
import type { TestHub } from './hub.ts'

const giveUpMs = 30_000

/** Until every node finds these restaurants by name: its search learns within two seconds of what changed. */
export async function untilFound({ nodes }: Pick<TestHub, 'nodes'>, names: readonly string[]): Promise<void> {
  const giveUpAt = performance.now() + giveUpMs
  for (const { url } of nodes) {
    for (const name of names) {
      while (!(await finds(url, name))) {
        if (performance.now() > giveUpAt) throw new Error(`${url} does not find ${name}`)
        await pause(500)
      }
    }
  }
}

async function finds(url: string, name: string): Promise<boolean> {
  const answer = await fetch(`${url}/v1/venues/search?${new URLSearchParams({ query: name })}`)
  const { venues } = (await answer.json()) as { readonly venues: readonly { readonly name: string }[] }
  return venues.some((venue) => venue.name === name)
}
