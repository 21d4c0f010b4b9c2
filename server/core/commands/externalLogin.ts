import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import { askProvider, loginAddress } from '../identity/askProvider.ts'
import { accountOf } from '../identity/externalAccount.ts'
import { keepFlow, newFlow, putBack, type TakenLogin, takeLogin } from '../identity/externalLogin.ts'
import { openSession, type Session } from '../identity/issue.ts'
import { type Profile, registeredProvider } from '../identity/providers.ts'

type Finish = Input<'session.external.finish'>

/** @throws AppError `not_found` for a provider that is not configured, `busy` when it is away */
export async function beginExternalLogin(
  { deps }: Context,
  { provider: name }: Input<'session.external.begin'>,
): Promise<Output<'session.external.begin'>> {
  const provider = registeredProvider(deps.config.secrets, name)
  if (provider === null) throw new AppError('not_found')
  const flow = newFlow(deps)
  const url = await loginAddress(deps, provider, flow)
  return { url, attempt: await keepFlow(deps, name, flow) }
}

/**
 * Opens the session of whom the provider vouches for. A login is used once; one that has opened nothing can go on until
 * it runs out: with the code of the second factor, after logging in to the account that has the address, or once what
 * was away is back.
 *
 * @throws AppError `wrong_code`, `account_exists`, `second_factor_required`, `rate_limited`, `busy`
 */
export async function finishExternalLogin(ctx: Context, input: Finish): Promise<Session> {
  const login = await takeLogin(ctx.deps, input)
  let { profile } = login
  try {
    profile ??= await vouchedFor(ctx, login, input)
    return await openSession(ctx, await accountOf(ctx, { provider: login.provider, profile, factor: input.factor }))
  } catch (error) {
    const isRefused = profile === null && error instanceof AppError && error.code === 'wrong_code'
    if (!isRefused) await putBack(ctx.deps, login, profile)
    throw error
  }
}

function vouchedFor({ deps }: Context, { provider: name, flow }: TakenLogin, { code, iss }: Finish): Promise<Profile> {
  const provider = registeredProvider(deps.config.secrets, name)
  if (provider === null) throw new AppError('wrong_code')
  return askProvider(deps, provider, flow, { code, ...(iss !== undefined && { iss }) })
}
