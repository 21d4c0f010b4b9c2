import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

export const inProject = (...parts) => join(root, ...parts)

/** Notes to ourselves that must go when `node_modules` goes. */
export const inCache = (name) => inProject('node_modules', '.cache', 'couvert', name)

/** A command-line tool of an installed package. */
export const tool = (name) => inProject('node_modules', '.bin', name)
