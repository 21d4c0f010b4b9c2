import { accept, type Handler } from '../situation.ts'

/** Nothing of its own: `decide` ends what is due before every command. */
export const expire: Handler<'expire'> = () => accept([], null)
