import { expectTypeOf, test } from 'vitest'
import type * as sdk from '../../../client-sdk/src/generated/types.ts'
import type { Client, Opening } from '../../../client-sdk/src/index.ts'
import type * as errors from '../../../shared/contract/errors.ts'
import type * as feeds from '../../../shared/contract/feeds.ts'
import type * as contract from '../../../shared/contract/index.ts'

/** The compiler judges this file; that it runs proves nothing. */

test('the generated types are the contract’s', () => {
  expectTypeOf<sdk.OperationName>().toEqualTypeOf<contract.OperationName>()
  expectTypeOf<{ [N in sdk.OperationName]: sdk.Output<N> }>().toEqualTypeOf<{
    [N in contract.OperationName]: contract.Output<N>
  }>()
  expectTypeOf<sdk.FeedName>().toEqualTypeOf<feeds.FeedName>()
  expectTypeOf<{ [N in sdk.FeedName]: [sdk.FeedParams<N>, sdk.FeedEntry<N>] }>().toEqualTypeOf<{
    [N in feeds.FeedName]: [feeds.FeedParams<N>, feeds.FeedEntry<N>]
  }>()
  expectTypeOf<sdk.ErrorBody>().toEqualTypeOf<errors.ErrorBody>()
})

test('what the SDK lets one send, the hub takes', () => {
  type Sent = { [N in sdk.OperationName]: sdk.Sent<N> }
  expectTypeOf<Sent>().toExtend<{ [N in contract.OperationName]: contract.Sent<N> }>()
  // And has every field of it: numbers may arrive as text only in an address, which the SDK does not write.
  expectTypeOf<{ [N in sdk.OperationName]: keyof sdk.Sent<N> }>().toEqualTypeOf<{
    [N in contract.OperationName]: keyof contract.Sent<N>
  }>()
})

test('every operation that answers with a session can be opened by, but for those the SDK calls itself', () => {
  type Opens<N extends sdk.OperationName> = sdk.Output<N> extends sdk.OpenedSession ? N : never
  type All = { [N in sdk.OperationName]: Opens<N> }[sdk.OperationName]
  expectTypeOf<Opening>().toEqualTypeOf<Exclude<All, 'session.guest' | 'session.renew'>>()
})

test('a query is what is read with GET', () => {
  expectTypeOf<'venue.list' | 'session.list'>().toExtend<sdk.ReadName>()
  expectTypeOf<'hold.create'>().not.toExtend<sdk.ReadName>()
  expectTypeOf<'session.login'>().not.toExtend<sdk.ReadName>()
})

test('a call knows its input and its answer, a feed its entries', () => {
  const called = (client: Client) => client.call('hold.release', { reservationId: 'r' })
  expectTypeOf(called).returns.resolves.toEqualTypeOf<sdk.Output<'hold.release'>>()
  const wrong = (client: Client) => [
    // @ts-expect-error there is no such operation
    client.call('hold.make', {}),
    // @ts-expect-error the id is missing
    client.call('hold.release', {}),
    // @ts-expect-error a feed has parameters of its own
    client.feed('availability', { venueId: 'v' }),
  ]
  expectTypeOf(wrong).toBeFunction()
  const followed = (client: Client) => client.feed('availability', { venueId: 'v', date: 'd' }).get().content
  expectTypeOf(followed).returns.toEqualTypeOf<Readonly<Record<string, sdk.FeedEntry<'availability'>>> | null>()
})
