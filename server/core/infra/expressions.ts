/** The primary's clock as an instant. */
export const primaryNow = { $toLong: '$$NOW' }

/** Values may come from a client and begin with a dollar: none is ever read as an expression. */
export function literal(value: unknown): { readonly $literal: unknown } {
  return { $literal: value }
}
