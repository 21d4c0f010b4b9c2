/**
 * Something the person at the keyboard can put right: printed as its one line, without a stack.
 * Everything else that is thrown is a fault of ours and keeps its stack.
 */
export class Problem extends Error {
  name = 'Problem'
}
