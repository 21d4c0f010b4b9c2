import { ClientError } from '../clientError.ts'
import type { Client } from '../createClient.ts'
import type { OperationName, Output, Sent } from '../generated/types.ts'

/** How a call ended. */
export interface Ended<N extends OperationName> {
  readonly data: Output<N> | null
  readonly error: ClientError | null
}

export const notEnded = { data: null, error: null }

export async function endOf<N extends OperationName>(client: Client, name: N, input: Sent<N>): Promise<Ended<N>> {
  try {
    return { data: await client.call(name, input), error: null }
  } catch (failure) {
    if (!(failure instanceof ClientError)) throw failure
    return { data: null, error: failure }
  }
}
