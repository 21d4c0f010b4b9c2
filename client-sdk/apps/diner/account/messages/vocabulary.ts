import type { Output } from '../../../../src/index.ts'

/** What is entered on the screens of the account. */
export type FieldName =
  | 'email'
  | 'password'
  | 'currentPassword'
  | 'newPassword'
  | 'name'
  | 'phone'
  | 'language'
  | 'code'
  | 'oneTimeCode'
  | 'recoveryCode'

interface FieldWords {
  label: string
  /** What fits, said before it is entered. */
  hint?: string
  /** What to do where it does not fit. */
  wrong: string
}

export type Provider = 'google' | 'naver' | 'kakao' | 'facebook'

type Role = Output<'staff.accept'>['role']

/** Every word on the screens of the account. A language that lacks one does not compile. */
export interface AccountMessages {
  fields: Record<FieldName, FieldWords>
  showPassword: string
  /** Where the common words of an error would say too little here. */
  errors: {
    wrong_code: string
    /** The person in front of it typed the wrong present password. */
    wrongPassword: string
    /** With how many minutes are left; null where it is not known. */
    rate_limited: (minutes: number | null) => string
    wrongInvitation: string
    /** Without a password it is the fresh login that shows who one is. */
    logInAgain: string
    bookingsToCome: string
    lastManager: string
    factorChanged: string
  }
  login: {
    title: string
    lead: string
    submit: string
    forgot: string
    noAccount: string
    register: string
    or: string
    continueWith: (provider: string) => string
    alreadyIn: string
    goOn: string
  }
  secondStep: {
    title: string
    lead: string
    leadRecovery: string
    useRecovery: string
    useAuthenticator: string
    submit: string
  }
  provider: {
    names: Record<Provider, string>
    notHere: string
    returning: string
    failed: string
    declined: string
    elsewhere: string
    wrong: string
    exists: string
    again: string
  }
  register: {
    title: string
    lead: string
    comesAlong: string
    submit: string
    haveOne: string
    login: string
    privacy: string
  }
  code: {
    title: string
    /** The same words whoever the address belongs to; null where it is no longer known. */
    lead: (email: string | null) => string
    notThere: string
    resend: string
    resendIn: (clock: string) => string
    resent: string
    submit: string
    otherAddress: string
  }
  welcome: {
    title: string
    /** For somebody who had an account already. */
    back: string
    cameAlong: (count: number) => string
    stillComing: string
    nothing: string
    toSearch: string
    toProfile: string
  }
  reset: {
    title: string
    lead: string
    submit: string
    codeTitle: string
    setPassword: string
    done: string
    doneLead: string
  }
  account: {
    title: string
    since: (date: string) => string
    forGuests: string
    forGuestsLead: string
    logout: string
    loggedOut: string
    loggedOutLead: string
    saved: string
    save: string
    change: string
    cancel: string
  }
  profile: { title: string }
  email: { title: string; lead: string; newLabel: string; submit: string; done: string; none: string }
  password: {
    title: string
    lead: string
    submit: string
    done: string
    none: string
    setOne: string
  }
  factor: {
    title: string
    states: Record<'off' | 'on' | 'needed', string>
    leads: Record<'off' | 'on' | 'needed', string>
    begin: string
    stepAdd: string
    stepAddLead: string
    openApp: string
    secret: string
    stepProve: string
    confirm: string
    recoveryTitle: string
    recoveryLead: string
    copy: string
    copied: string
    copyFailed: string
    print: string
    printTitle: (email: string) => string
    kept: string
    done: string
    remove: string
    removeLead: string
    removeYes: string
    removed: string
  }
  sessions: {
    title: string
    lead: string
    here: string
    device: (browser: string | null, system: string | null) => string
    lastSeen: (when: string) => string
    openedAt: (when: string) => string
    end: string
    endNamed: (device: string) => string
    ended: (device: string) => string
    endOthers: string
    endedOthers: (count: number) => string
    onlyHere: string
  }
  providers: { title: string; lead: string; added: string; add: string; addNamed: (provider: string) => string }
  data: {
    title: string
    lead: string
    button: string
    done: string
  }
  erase: {
    title: string
    lead: string
    begin: string
    consequencesTitle: string
    consequences: readonly string[]
    understood: string
    reallyTitle: string
    reallyLead: string
    yes: string
    no: string
    done: string
    doneLead: string
  }
  staff: {
    title: string
    lead: string
    accept: string
    needsAccount: string
    broken: string
    roles: Record<Role, string>
    done: (role: string, venue: string | null) => string
    doneLead: string
    factorNeeded: string
    toFactor: string
  }
}
