// Made from `shared/contract` by `npx tsx scripts/generate.ts`; do not edit by hand.

export interface Reservation {
  /** A reservation; a hold is the beginning of one. */
  reservationId: string
  /** A restaurant. */
  venueId: string
  /** A day that exists: the service date, in the restaurant’s zone. */
  date: string
  /** An instant in UTC, to the millisecond. */
  startsAt: string
  /** An instant in UTC, to the millisecond. */
  endsAt: string
  party: number
  state: 'held' | 'requested' | 'awaiting_payment' | 'confirmed' | 'arrived' | 'seated' | 'completed' | 'released' | 'expired' | 'declined' | 'cancelled' | 'no_show'
  expiresAt: string | null
  version: number
}

export interface GuestDetails {
  name: string
  phone: string
  email?: string
  wishes?: string
  allergies?: string
  language?: 'ko' | 'en' | 'ja'
  host?: {
    name: string
    phone?: string
    email?: string
  }
  /** A company whose people book on each other’s behalf. */
  companyId?: string
  /** An account. */
  hostAccountId?: string
}

export interface Venue {
  /** A restaurant. */
  venueId: string
  name: string
  localNames: {
    ko: string | null
    ja: string | null
  }
  city: string
  cuisine: string
  distinction: 'three_stars' | 'two_stars' | 'one_star' | 'bib_gourmand' | 'selected' | null
  price: number | null
  zone: string
  minParty: number
  maxParty: number
  /** A day that exists: the service date, in the restaurant’s zone. */
  today: string
  picture: {
    src: string
    width: number
    height: number
    alt: string
  } | null
  address: string | null
  position: {
    latitude: number
    longitude: number
  } | null
  phone: string | null
  website: string | null
  facilities: string[]
  pictures: {
    src: string
    width: number
    height: number
    alt: string
  }[]
  about: {
    ko: string | null
    en: string | null
    ja: string | null
  }
  policy: {
    holdMinutes: number
    bookingWindowDays: number | null
    leadMinutes: number
  }
}

export interface Profile {
  accountId: string
  email: string
  name: string
  phone: string | null
  language: 'ko' | 'en' | 'ja'
  secondFactor: 'off' | 'on' | 'needed'
  hasPassword: boolean
  providers: string[]
  /** An instant in UTC, to the millisecond. */
  since: string
}

export interface OpenedSession {
  token: string
  /** An instant in UTC, to the millisecond. */
  expiresAt: string
  refreshToken: string | null
  refreshUntil: string | null
  actor: string
  grants: {
    role: 'anonymous' | 'guest' | 'link' | 'diner' | 'host' | 'manager' | 'concierge' | 'partner' | 'support' | 'admin'
    venueId: string | null
  }[]
  secondFactor: 'off' | 'on' | 'needed'
  knownDevice: string | null
}

export interface TableSettings {
  version: number
  zone: string
  dayBoundary: string
  tables: {
    id: string
    minParty: number
    maxParty: number
    area: string
    channel: 'online' | 'in_house' | 'concierge' | 'walk_in'
  }[]
  combinations: {
    id: string
    tableIds: string[]
    minParty: number
    maxParty: number
  }[]
  weekly: {
    id: string
    name: string
    opens: string
    lastSeating: string
    slotMinutes: number
    pacing: {
      intervalMinutes: number
      maxParties: number | null
      maxCovers: number | null
      maxOnlineParties: number | null
      maxOnlineCovers: number | null
      maxPresentCovers: number | null
    }
  }[][]
  exceptions: {
    /** A day that exists: the service date, in the restaurant’s zone. */
    date: string
    services: {
      id: string
      name: string
      opens: string
      lastSeating: string
      slotMinutes: number
      pacing: {
        intervalMinutes: number
        maxParties: number | null
        maxCovers: number | null
        maxOnlineParties: number | null
        maxOnlineCovers: number | null
        maxPresentCovers: number | null
      }
    }[]
  }[]
  turnTimes: {
    upTo: number
    minutes: number
  }[]
  minParty: number
  maxParty: number
  oversizeCap: number | null
  bookingWindowDays: number | null
  leadMinutes: number
  holdMs: number
  repacking: boolean
}

/** What each operation takes and answers. */
export interface Operations {
  /** Open a guest session: hold at once, leave name and phone when confirming. */
  'session.guest': {
    sent: Record<string, never>
    output: OpenedSession
  }
  /** Open a session of an account. A guest’s holds and bookings come along. */
  'session.login': {
    sent: {
      email: string
      password: string
      code?: string
      knownDevice?: string
    }
    output: OpenedSession
  }
  /** Exchange a refresh token for a fresh session and its successor; on a live socket it takes over at once. */
  'session.renew': {
    sent: {
      refreshToken: string
    }
    output: OpenedSession
  }
  /** Open a session for one reservation by its signed link. */
  'session.link': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      secret: string
    }
    output: OpenedSession
  }
  /** Begin a login at Google, Naver, Kakao or Facebook: go to `url`, keep `attempt` on this device. */
  'session.external.begin': {
    sent: {
      provider: 'google' | 'naver' | 'kakao' | 'facebook'
    }
    output: {
      url: string
      attempt: string
    }
  }
  /** Finish it with what the provider sent back. An account that is logged in gets the provider added. */
  'session.external.finish': {
    sent: {
      attempt: string
      state: string
      code: string
      iss?: string
      factor?: string
    }
    output: OpenedSession
  }
  /** End the session that asks, on every device that has its tokens. */
  'session.logout': {
    sent: Record<string, never>
    output: Record<string, never>
  }
  /** Where this account is logged in. */
  'session.list': {
    sent: Record<string, never>
    output: {
      sessions: {
        /** A session of an account. */
        sessionId: string
        device: string
        /** An instant in UTC, to the millisecond. */
        openedAt: string
        /** An instant in UTC, to the millisecond. */
        lastSeenAt: string
        current: boolean
      }[]
    }
  }
  /** End one session of this account; within seconds nothing of it is answered any more. */
  'session.revoke': {
    sent: {
      /** A session of an account. */
      sessionId: string
    }
    output: Record<string, never>
  }
  /** End every session of this account but the one that asks. */
  'session.revokeAll': {
    sent: Record<string, never>
    output: {
      ended: number
    }
  }
  /** Begin an account: a code goes to the address. */
  'account.register': {
    sent: {
      email: string
      password: string
      name: string
      phone?: string
      language: 'ko' | 'en' | 'ja'
    }
    output: {
      attempt: string
      /** An instant in UTC, to the millisecond. */
      expiresAt: string
    }
  }
  /** Finish it with the code: the account is there, and a guest’s holds and bookings are its own. */
  'account.verify': {
    sent: {
      attempt: string
      code: string
    }
    output: OpenedSession
  }
  /** The profile. */
  'account.get': {
    sent: Record<string, never>
    output: Profile
  }
  /** Change the profile; what is left out stays. */
  'account.change': {
    sent: {
      name?: string
      phone?: string | null
      language?: 'ko' | 'en' | 'ja'
    }
    output: Profile
  }
  /** Another address: a code goes to it. */
  'account.email.begin': {
    sent: {
      email: string
      password?: string
    }
    output: {
      attempt: string
      /** An instant in UTC, to the millisecond. */
      expiresAt: string
    }
  }
  /** The address becomes the new one. */
  'account.email.finish': {
    sent: {
      attempt: string
      code: string
    }
    output: Profile
  }
  /** Another password; every other session ends. */
  'account.password.change': {
    sent: {
      current: string
      next: string
    }
    output: Record<string, never>
  }
  /** Forgot the password: a code goes to the address. */
  'account.reset.begin': {
    sent: {
      email: string
      language?: 'ko' | 'en' | 'ja'
    }
    output: {
      attempt: string
      /** An instant in UTC, to the millisecond. */
      expiresAt: string
    }
  }
  /** A new password by the code; every session ends. */
  'account.reset.finish': {
    sent: {
      attempt: string
      code: string
      password: string
    }
    output: Record<string, never>
  }
  /** Begin a second factor: the secret for an authenticator, shown once. */
  'account.factor.begin': {
    sent: Record<string, never>
    output: {
      secret: string
      uri: string
    }
  }
  /** Switch it on with a first code; the recovery codes are shown once. */
  'account.factor.confirm': {
    sent: {
      code: string
    }
    output: {
      recoveryCodes: string[]
    }
  }
  /** Switch it off; roles over others rest until there is one again. */
  'account.factor.remove': {
    sent: {
      code: string
    }
    output: Record<string, never>
  }
  /** Everything kept about oneself. */
  'account.export': {
    sent: Record<string, never>
    output: {
      profile: Profile
      reservations: {
        reservation: Reservation
        guest: {
          name: string
          phone: string
          email: string | null
          wishes: string | null
          allergies: string | null
          host?: {
            name: string
            phone: string | null
            email: string | null
          }
          /** A company whose people book on each other’s behalf. */
          companyId?: string
        } | null
      }[]
      sessions: {
        device: string
        /** An instant in UTC, to the millisecond. */
        openedAt: string
        /** An instant in UTC, to the millisecond. */
        lastSeenAt: string
      }[]
      devices: {
        platform: 'web' | 'android' | 'ios'
        /** An instant in UTC, to the millisecond. */
        since: string
      }[]
      noticePreferences: {
        switches: {
          kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
          channel: 'email' | 'push' | 'app'
          on: boolean
          critical: boolean
        }[]
        /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
        quiet: ({
          from: string
          to: string
        } | null)[]
        zone: string | null
      }
      alerts: {
        /** A restaurant. */
        venueId: string
        email: 'each' | 'hourly' | 'daily' | 'never'
        push: boolean
        app: boolean
      }[]
      companies: {
        /** A company whose people book on each other’s behalf. */
        companyId: string
        name: string
        role: 'admin' | 'member'
        /** An instant in UTC, to the millisecond. */
        since: string
      }[]
      conversations: {
        /** A concierge desk: a restaurant’s own has its id. */
        deskId: string
        messages: {
          /** An instant in UTC, to the millisecond. */
          at: string
          side: 'guest' | 'desk'
          text: string | null
          attachments: string[]
        }[]
      }[]
      guestFiles: {
        /** A concierge desk: a restaurant’s own has its id. */
        deskId: string
        tier: 'standard' | 'regular' | 'vip' | 'vvip'
        allergies: string | null
        seating: string | null
        notes: string | null
      }[]
      record: {
        /** An instant in UTC, to the millisecond. */
        at: string
        action: string
        by: 'self' | 'other'
      }[]
    }
  }
  /** Erase the account and what it told of a person. Bookings to come must be cancelled first. */
  'account.erase': {
    sent: {
      password?: string
    }
    output: Record<string, never>
  }
  /** Where a browser gets its device token; null where this hub tells nobody in a browser. */
  'push.source': {
    sent: Record<string, never>
    output: {
      source: {
        via: 'firebase'
        projectId: string
        appId: string
        apiKey: string
        messagingSenderId: string
        vapidKey: string
      } | {
        via: 'local'
        url: string
      } | null
    }
  }
  /** Be told on this device too, for as long as the session is not ended. Again at every start of the app. */
  'push.register': {
    sent: {
      token: string
      platform: 'web' | 'android' | 'ios'
      language?: 'ko' | 'en' | 'ja'
    }
    output: Record<string, never>
  }
  /** No longer be told on this device. */
  'push.remove': {
    sent: {
      token: string
    }
    output: Record<string, never>
  }
  /** Restaurants by name, a page at a time. */
  'venue.list': {
    sent: {
      after?: string
      limit?: number
    }
    output: {
      venues: {
        /** A restaurant. */
        venueId: string
        name: string
        localNames: {
          ko: string | null
          ja: string | null
        }
        city: string
        cuisine: string
        distinction: 'three_stars' | 'two_stars' | 'one_star' | 'bib_gourmand' | 'selected' | null
        price: number | null
        zone: string
        minParty: number
        maxParty: number
        /** A day that exists: the service date, in the restaurant’s zone. */
        today: string
        picture: {
          src: string
          width: number
          height: number
          alt: string
        } | null
      }[]
      next: string | null
    }
  }
  /** Restaurants by what one types (also parts of Korean and Japanese words), by what they are, and by whether a table is free. */
  'venue.search': {
    sent: {
      query?: string
      city?: string
      cuisine?: string
      distinction?: 'three_stars' | 'two_stars' | 'one_star' | 'bib_gourmand' | 'selected'
      price?: number
      freeOn?: string | 'tonight'
      /** People. */
      party?: number
      after?: string
      limit?: number
    }
    output: {
      venues: {
        /** A restaurant. */
        venueId: string
        name: string
        localNames: {
          ko: string | null
          ja: string | null
        }
        city: string
        cuisine: string
        distinction: 'three_stars' | 'two_stars' | 'one_star' | 'bib_gourmand' | 'selected' | null
        price: number | null
        zone: string
        minParty: number
        maxParty: number
        /** A day that exists: the service date, in the restaurant’s zone. */
        today: string
        picture: {
          src: string
          width: number
          height: number
          alt: string
        } | null
        free: {
          /** An instant in UTC, to the millisecond. */
          startsAt: string
          label: string
          few: boolean
        }[]
      }[]
      next: string | null
      cities: {
        name: string
        count: number
      }[]
      cuisines: {
        name: string
        count: number
      }[]
    }
  }
  /** One restaurant. */
  'venue.get': {
    sent: {
      /** A restaurant. */
      venueId: string
    }
    output: Venue
  }
  /** Why not? The public reason a slot cannot be had by a party, or null when it can. */
  'availability.explain': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      /** People. */
      party: number
    }
    output: {
      reason: string | null
      version: string
    }
  }
  /** What the restaurant decides under: tables, services, pacing. */
  'settings.get': {
    sent: {
      /** A restaurant. */
      venueId: string
    }
    output: TableSettings
  }
  /** New settings, over the version they were made from. Books to come adopt them; bookings they would break stay and are flagged. */
  'settings.change': {
    sent: {
      /** A restaurant. */
      venueId: string
      settings: TableSettings
    }
    output: {
      version: number
    }
  }
  /** Hold a table while the guest decides. */
  'hold.create': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      /** People. */
      party: number
      area?: string
    }
    output: Reservation
  }
  /** Give a hold back before it runs out. */
  'hold.release': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
    }
    output: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      state: 'held' | 'requested' | 'awaiting_payment' | 'confirmed' | 'arrived' | 'seated' | 'completed' | 'released' | 'expired' | 'declined' | 'cancelled' | 'no_show'
      version: number
    }
  }
  /** Turn a hold into a reservation: name and phone are asked now. */
  'reservation.confirm': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      guest: GuestDetails
    }
    output: Reservation
  }
  /** Another time, party or date. The old place is never lost before the new one is had. */
  'reservation.change': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      /** People. */
      party: number
      /** A reservation; a hold is the beginning of one. */
      holdId?: string
    }
    output: Reservation
  }
  /** Cancel a reservation. Final. */
  'reservation.cancel': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
    }
    output: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      state: 'held' | 'requested' | 'awaiting_payment' | 'confirmed' | 'arrived' | 'seated' | 'completed' | 'released' | 'expired' | 'declined' | 'cancelled' | 'no_show'
      version: number
    }
  }
  /** The secret of a link by which this reservation is managed without an account; ends with a cancellation, or a day after the visit. */
  'reservation.link': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
    }
    output: {
      secret: string
    }
  }
  /** The reservation as an entry for a calendar: text of an iCalendar file, its sequence rising with every change. */
  'reservation.calendar': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
    }
    output: {
      filename: string
      text: string
    }
  }
  /** Whose table it is, where somebody else has booked it. */
  'reservation.host': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
    }
    output: {
      host: string | null
    }
  }
  /** What a guest without an account told at confirming, and wishes about notices, by the link; as long as it is kept. */
  'reservation.words.export': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      secret: string
    }
    output: {
      reservation: Reservation
      guest: {
        name: string
        phone: string
        email: string | null
        wishes: string | null
        allergies: string | null
        host?: {
          name: string
          phone: string | null
          email: string | null
        }
        /** A company whose people book on each other’s behalf. */
        companyId?: string
      } | null
      noticePreferences: {
        switches: {
          kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
          channel: 'email' | 'push' | 'app'
          on: boolean
          critical: boolean
        }[]
        /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
        quiet: ({
          from: string
          to: string
        } | null)[]
        zone: string | null
      } | null
    }
  }
  /** Erase it, by the link, once the visit is over or cancelled. */
  'reservation.words.erase': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      secret: string
    }
    output: Record<string, never>
  }
  /** Book for a guest by hand, on any table staff may use; `override` sets pacing and fit aside, visibly. */
  'reservation.book': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      /** People. */
      party: number
      tableIds?: string[]
      /** An instant in UTC, to the millisecond. */
      endsAt?: string
      override?: boolean
      guest: GuestDetails
    }
    output: Reservation
  }
  /** Seat a party that came without booking. */
  'walkIn.seat': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      /** People. */
      party: number
      tableIds?: string[]
      override?: boolean
    }
    output: Reservation
  }
  /** Give a reservation these tables; it stays on them. */
  'reservation.move': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      tableIds: string[]
    }
    output: Reservation
  }
  /** Arrived, seated, completed, no-show and its undoing. */
  'reservation.advance': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      to: 'confirmed' | 'arrived' | 'seated' | 'completed' | 'no_show'
    }
    output: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      state: 'held' | 'requested' | 'awaiting_payment' | 'confirmed' | 'arrived' | 'seated' | 'completed' | 'released' | 'expired' | 'declined' | 'cancelled' | 'no_show'
      version: number
    }
  }
  /** Take tables out of the room for a time. */
  'block.create': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      tableIds: string[]
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      /** An instant in UTC, to the millisecond. */
      endsAt: string
    }
    output: {
      blockId: string
      version: number
    }
  }
  /** Put blocked tables back. */
  'block.release': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      blockId: string
    }
    output: {
      blockId: string
      version: number
    }
  }
  /** Invite somebody to a role at the restaurant: a link goes to the address. */
  'staff.invite': {
    sent: {
      /** A restaurant. */
      venueId: string
      email: string
      role: 'host' | 'manager' | 'concierge'
      language: 'ko' | 'en' | 'ja'
    }
    output: {
      /** An instant in UTC, to the millisecond. */
      expiresAt: string
    }
  }
  /** Take the role an invitation offers, with the account that asks. */
  'staff.accept': {
    sent: {
      secret: string
    }
    output: {
      /** A restaurant. */
      venueId: string
      role: 'host' | 'manager' | 'concierge'
    }
  }
  /** Who has a role at the restaurant. */
  'staff.list': {
    sent: {
      /** A restaurant. */
      venueId: string
    }
    output: {
      staff: {
        /** An account. */
        accountId: string
        name: string
        email: string
        roles: ('host' | 'manager' | 'concierge')[]
      }[]
    }
  }
  /** Take somebody’s roles at the restaurant away, at once. */
  'staff.remove': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** An account. */
      accountId: string
    }
    output: Record<string, never>
  }
  /** How oneself is told of bookings, at each restaurant where one works, and as what one works there. */
  'staff.alerts': {
    sent: Record<string, never>
    output: {
      restaurants: {
        /** A restaurant. */
        venueId: string
        name: string
        localNames: {
          ko: string | null
          ja: string | null
        }
        roles: ('host' | 'manager' | 'concierge')[]
        email: 'each' | 'hourly' | 'daily' | 'never'
        push: boolean
        app: boolean
      }[]
    }
  }
  /** Be told of a restaurant’s bookings in another way from now on; what is not named stays. */
  'staff.alerts.change': {
    sent: {
      /** A restaurant. */
      venueId: string
      email?: 'each' | 'hourly' | 'daily' | 'never'
      push?: boolean
      app?: boolean
    }
    output: {
      /** A restaurant. */
      venueId: string
      email: 'each' | 'hourly' | 'daily' | 'never'
      push: boolean
      app: boolean
    }
  }
  /** A key for a partner; its secret is shown in this answer only. */
  'key.create': {
    sent: {
      /** A restaurant. */
      venueId: string
      name: string
      scopes: ('read' | 'book')[]
    }
    output: {
      /** A partner’s key. */
      keyId: string
      key: string
    }
  }
  /** The restaurant’s keys. */
  'key.list': {
    sent: {
      /** A restaurant. */
      venueId: string
    }
    output: {
      keys: {
        /** A partner’s key. */
        keyId: string
        name: string
        scopes: ('read' | 'book')[]
        /** An instant in UTC, to the millisecond. */
        createdAt: string
        revokedAt: string | null
      }[]
    }
  }
  /** End a key, at once. */
  'key.revoke': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A partner’s key. */
      keyId: string
    }
    output: Record<string, never>
  }
  /** These have been read; those of others, or long gone, are passed over. */
  'notice.read': {
    sent: {
      noticeIds: string[]
    }
    output: Record<string, never>
  }
  /** Everything told until then has been read; what came since has not. */
  'notice.readAll': {
    sent: {
      /** An instant in UTC, to the millisecond. */
      until: string
    }
    output: Record<string, never>
  }
  /** What one wants to be told by which way, and when it is to be quiet. */
  'notice.preferences.get': {
    sent: Record<string, never>
    output: {
      switches: {
        kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
        channel: 'email' | 'push' | 'app'
        on: boolean
        critical: boolean
      }[]
      /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
      quiet: ({
        from: string
        to: string
      } | null)[]
      zone: string | null
    }
  }
  /** Change it; what is left out stays. What is critical cannot be switched off. */
  'notice.preferences.change': {
    sent: {
      switches?: {
        kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
        channel: 'email' | 'push' | 'app'
        on: boolean
      }[]
      /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
      quiet?: ({
        from: string
        to: string
      } | null)[]
      zone?: string | null
    }
    output: {
      switches: {
        kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
        channel: 'email' | 'push' | 'app'
        on: boolean
        critical: boolean
      }[]
      /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
      quiet: ({
        from: string
        to: string
      } | null)[]
      zone: string | null
    }
  }
  /** The same by the link of a reminder, without logging in. */
  'notice.link.get': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      secret: string
    }
    output: {
      mails: boolean
      preferences: {
        switches: {
          kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
          channel: 'email' | 'push' | 'app'
          on: boolean
          critical: boolean
        }[]
        /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
        quiet: ({
          from: string
          to: string
        } | null)[]
        zone: string | null
      } | null
    }
  }
  /** Unsubscribe from reminders by mail, and change it again; of whoever has no account, the rest too. */
  'notice.link.change': {
    sent: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      secret: string
      mails?: boolean
      switches?: {
        kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
        channel: 'email' | 'push' | 'app'
        on: boolean
      }[]
      /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
      quiet?: ({
        from: string
        to: string
      } | null)[]
      zone?: string | null
    }
    output: {
      mails: boolean
      preferences: {
        switches: {
          kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'message.unread'
          channel: 'email' | 'push' | 'app'
          on: boolean
          critical: boolean
        }[]
        /** When nothing makes a sound, by the weekday it begins on, Monday first; null: on none. */
        quiet: ({
          from: string
          to: string
        } | null)[]
        zone: string | null
      } | null
    }
  }
  /** Whether answers come by mail, by the link of such a mail and without logging in. */
  'notice.talk.get': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      secret: string
    }
    output: {
      mails: boolean
    }
  }
  /** Unsubscribe from answers by mail, or have them again. */
  'notice.talk.change': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      secret: string
      mails: boolean
    }
    output: {
      mails: boolean
    }
  }
  /** An address that is told what becomes of reservations; its secret is shown in this answer only. */
  'webhook.create': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** `https:` on port 443 or 8443, of a public host. Without user, password or `#`. */
      url: string
      kinds?: ('reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'reservation.arrived' | 'reservation.seated' | 'reservation.completed' | 'reservation.noShow')[]
    }
    output: {
      /** A webhook. */
      webhookId: string
      secret: string
    }
  }
  /** The restaurant’s webhooks. */
  'webhook.list': {
    sent: {
      /** A restaurant. */
      venueId: string
    }
    output: {
      webhooks: {
        /** A webhook. */
        webhookId: string
        url: string
        kinds: ('reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'reservation.arrived' | 'reservation.seated' | 'reservation.completed' | 'reservation.noShow')[]
        state: 'on' | 'off'
        offReason: 'by_hand' | 'gone' | 'failing' | null
        failures: number
        failingSince: string | null
        /** An instant in UTC, to the millisecond. */
        createdAt: string
      }[]
    }
  }
  /** Switch a webhook on or off, or have it told of other kinds. */
  'webhook.change': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A webhook. */
      webhookId: string
      state?: 'on' | 'off'
      kinds?: ('reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'reservation.arrived' | 'reservation.seated' | 'reservation.completed' | 'reservation.noShow')[]
    }
    output: Record<string, never>
  }
  /** End a webhook, with its log. */
  'webhook.remove': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A webhook. */
      webhookId: string
    }
    output: Record<string, never>
  }
  /** What a webhook was told of late, and how that went; the newest first. */
  'webhook.log': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A webhook. */
      webhookId: string
    }
    output: {
      deliveries: {
        /** What a webhook is told; the `webhook-id` of each try. */
        deliveryId: string
        kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'reservation.arrived' | 'reservation.seated' | 'reservation.completed' | 'reservation.noShow'
        /** A reservation; a hold is the beginning of one. */
        reservationId: string
        /** An instant in UTC, to the millisecond. */
        at: string
        state: 'pending' | 'sending' | 'sent' | 'dead' | 'skipped'
        status: number | null
        why: string | null
        tries: number
        nextTryAt: string | null
      }[]
    }
  }
  /** Tell a webhook something once more, under the same id. */
  'webhook.resend': {
    sent: {
      /** A restaurant. */
      venueId: string
      /** A webhook. */
      webhookId: string
      /** What a webhook is told; the `webhook-id` of each try. */
      deliveryId: string
    }
    output: Record<string, never>
  }
  /** How much work is due, since when, and how much nobody could do. */
  'work.state': {
    sent: Record<string, never>
    output: {
      works: {
        name: 'copying' | 'publishing' | 'holds' | 'email' | 'push' | 'app' | 'letters' | 'alerts' | 'messages' | 'webhooks'
        due: number
        oldestDueAt: string | null
      }[]
      deadLetters: {
        notices: number
        letters: number
        alerts: number
        messages: number
        webhooks: number
      }
      /** An instant in UTC, to the millisecond. */
      at: string
    }
  }
  /** What could not be told, and of what nobody knows whether it was; the newest two hundred, the newest first. */
  'deadLetter.list': {
    sent: Record<string, never>
    output: {
      deadLetters: {
        place: 'notices' | 'letters' | 'alerts' | 'messages' | 'webhooks'
        /** Something that could not be told. */
        deadLetterId: string
        kind: string
        channel: 'email' | 'push' | 'app' | 'webhook'
        state: 'dead' | 'ambiguous'
        why: string | null
        tries: number
        /** An instant in UTC, to the millisecond. */
        endedAt: string
        reservationId: string | null
      }[]
    }
  }
  /** Try to tell it once more, with all tries anew; what is no longer true is not told. Asked for again it is as it was. */
  'deadLetter.retry': {
    sent: {
      place: 'notices' | 'letters' | 'alerts' | 'messages' | 'webhooks'
      /** Something that could not be told. */
      deadLetterId: string
    }
    output: Record<string, never>
  }
  /** Leave it untold: nobody has to look at it any more. Asked for again it is as it was. */
  'deadLetter.drop': {
    sent: {
      place: 'notices' | 'letters' | 'alerts' | 'messages' | 'webhooks'
      /** Something that could not be told. */
      deadLetterId: string
    }
    output: Record<string, never>
  }
  /** Begin a company, which one then runs. */
  'company.create': {
    sent: {
      name: string
      localNames: {
        ko: string | null
        ja: string | null
      }
    }
    output: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
    }
  }
  /** The companies one is of. */
  'company.list': {
    sent: Record<string, never>
    output: {
      companies: {
        /** A company whose people book on each other’s behalf. */
        companyId: string
        name: string
        localNames: {
          ko: string | null
          ja: string | null
        }
        role: 'admin' | 'member'
      }[]
    }
  }
  /** A company of one’s own, and its people, the oldest first. */
  'company.get': {
    sent: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
    }
    output: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
      name: string
      localNames: {
        ko: string | null
        ja: string | null
      }
      members: {
        /** An account. */
        accountId: string
        name: string
        role: 'admin' | 'member'
        /** An instant in UTC, to the millisecond. */
        since: string
      }[]
    }
  }
  /** The secret of a link by which one person comes into the company, within a week. For whoever runs it. */
  'company.invite': {
    sent: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
    }
    output: {
      secret: string
      /** An instant in UTC, to the millisecond. */
      expiresAt: string
    }
  }
  /** Come into the company of an invitation, with the account that asks. */
  'company.join': {
    sent: {
      secret: string
    }
    output: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
    }
  }
  /** Be of it no more. Where nobody is left who runs it, the oldest does; with the last one it ends. */
  'company.leave': {
    sent: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
    }
    output: Record<string, never>
  }
  /** Take somebody out of it, at once. For whoever runs it. */
  'company.remove': {
    sent: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
      /** An account. */
      accountId: string
    }
    output: Record<string, never>
  }
  /** Say who runs it with one, and who does not. For whoever runs it. */
  'company.role': {
    sent: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
      /** An account. */
      accountId: string
      role: 'admin' | 'member'
    }
    output: Record<string, never>
  }
  /** What was booked for it and is not over, by whom and for whom: the next two hundred. */
  'company.bookings': {
    sent: {
      /** A company whose people book on each other’s behalf. */
      companyId: string
    }
    output: {
      bookings: {
        reservation: Reservation
        /** An account. */
        accountId: string
        host: string | null
      }[]
    }
  }
  /** Open a desk, or change what it says of itself; hours, targets, `mostOwed` and `keepMonths` stay where they are not named. A restaurant’s own serves that restaurant only. */
  'desk.save': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      name: string
      localNames: {
        ko: string | null
        ja: string | null
      }
      venueIds: string[]
      language: 'ko' | 'en' | 'ja'
      hours?: {
        zone: string
        weekly: {
          from: string
          to: string
        }[][]
        exceptions: {
          /** A day that exists: the service date, in the restaurant’s zone. */
          date: string
          spans: {
            from: string
            to: string
          }[]
        }[]
      }
      targets?: {
        standard: {
          firstSeconds: number
          nextSeconds: number
        }
        regular: {
          firstSeconds: number
          nextSeconds: number
        }
        vip: {
          firstSeconds: number
          nextSeconds: number
        }
        vvip: {
          firstSeconds: number
          nextSeconds: number
        }
      }
      mostOwed?: number
      keepMonths?: number
    }
    output: Record<string, never>
  }
  /** What a desk says of itself. */
  'desk.get': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
    }
    output: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      name: string
      localNames: {
        ko: string | null
        ja: string | null
      }
      venueIds: string[]
      language: 'ko' | 'en' | 'ja'
      hours: {
        zone: string
        weekly: {
          from: string
          to: string
        }[][]
        exceptions: {
          /** A day that exists: the service date, in the restaurant’s zone. */
          date: string
          spans: {
            from: string
            to: string
          }[]
        }[]
      }
      keepMonths: number
    }
  }
  /** How a desk works: what it promises whom, how much one person is given, and what was said of each. */
  'desk.work': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
    }
    output: {
      targets: {
        standard: {
          firstSeconds: number
          nextSeconds: number
        }
        regular: {
          firstSeconds: number
          nextSeconds: number
        }
        vip: {
          firstSeconds: number
          nextSeconds: number
        }
        vvip: {
          firstSeconds: number
          nextSeconds: number
        }
      }
      mostOwed: number
      members: {
        /** An account. */
        accountId: string
        languages: ('ko' | 'en' | 'ja')[]
        skills: string[]
        capacity: number
        venueIds: string[] | null
      }[]
    }
  }
  /** Be at the desk, be about to leave, or be away. To be said every twenty seconds: whoever is silent for longer than 45 is heard of no more. */
  'desk.present': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      state: 'here' | 'leaving' | 'away'
    }
    output: Record<string, never>
  }
  /** What somebody who works at the desk can answer. Of whom nothing is said: the language of their account, four at a time, every restaurant. */
  'desk.member.save': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      /** An account. */
      accountId: string
      languages: ('ko' | 'en' | 'ja')[]
      skills: string[]
      capacity: number
      venueIds: string[] | null
    }
    output: Record<string, never>
  }
  /** The desks at which whoever asks answers guests, with what they serve and who else works there. */
  'desk.mine': {
    sent: Record<string, never>
    output: {
      /** An account. */
      accountId: string
      desks: {
        /** A concierge desk: a restaurant’s own has its id. */
        deskId: string
        name: string
        localNames: {
          ko: string | null
          ja: string | null
        }
        language: 'ko' | 'en' | 'ja'
        roles: ('manager' | 'concierge')[]
        venues: {
          /** A restaurant. */
          venueId: string
          name: string
          localNames: {
            ko: string | null
            ja: string | null
          }
          zone: string
        }[]
        people: {
          /** An account. */
          accountId: string
          name: string
        }[]
      }[]
    }
  }
  /** The conversations of a desk that are done: the newest hundred. */
  'desk.resolved': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
    }
    output: {
      conversations: {
        /** The conversation of one guest with one desk. */
        conversationId: string
        name: string | null
        language: 'ko' | 'en' | 'ja'
        tier: 'standard' | 'regular' | 'vip' | 'vvip'
        /** An instant in UTC, to the millisecond. */
        lastAt: string
      }[]
    }
  }
  /** What a restaurant that the desk serves has for a party on a date: as guests see it, whether the concierge can have a table, and why not. */
  'desk.tables': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      /** People. */
      party: number
    }
    output: {
      slots: {
        /** An instant in UTC, to the millisecond. */
        startsAt: string
        label: string
        online: 'open' | 'few' | 'full' | 'closed'
        reason: string | null
      }[]
    }
  }
  /** How fast a desk has answered today, by the first answers of its newest two thousand conversations. */
  'desk.figures': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
    }
    output: {
      /** An instant in UTC, to the millisecond. */
      since: string
      answered: number
      inTarget: number
      medianSeconds: number | null
      p90Seconds: number | null
      hours: {
        hour: number
        answered: number
        inTarget: number
      }[]
    }
  }
  /** One’s own conversation with a desk: the one there is, or a new one. */
  'conversation.open': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      language?: 'ko' | 'en' | 'ja'
    }
    output: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
  }
  /** Everything up to this message has been read. What was read stays read. */
  'conversation.read': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      upTo: number
    }
    output: Record<string, never>
  }
  /** Everything up to this message has reached the device that asks. */
  'conversation.delivered': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      upTo: number
    }
    output: Record<string, never>
  }
  /** Somebody is writing: whoever follows is told, for six seconds. Nothing of it is kept. */
  'conversation.typing': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    output: Record<string, never>
  }
  /** Send what was said by mail to whom it was said with: to the confirmed address of the guest, in their language, whoever asks. */
  'conversation.mail': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    output: {
      to: string | null
    }
  }
  /** Nothing is left to do. Refused where the guest has said something that the asker has not seen. */
  'conversation.resolve': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      upTo: number
    }
    output: {
      state: 'open' | 'pending' | 'snoozed' | 'resolved'
    }
  }
  /** Lay it aside until a time, or until the guest writes. Refused like resolving. */
  'conversation.snooze': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      upTo: number
      /** An instant in UTC, to the millisecond. */
      until: string
    }
    output: {
      state: 'open' | 'pending' | 'snoozed' | 'resolved'
    }
  }
  /** Take it up again. */
  'conversation.reopen': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    output: {
      state: 'open' | 'pending' | 'snoozed' | 'resolved'
    }
  }
  /** Have it from now on: what is nobody’s, or, with `from`, what that person has. Of two who take at once one has it, and the other is told who. */
  'conversation.take': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      /** An account. */
      from?: string
    }
    output: {
      assignee: string | null
    }
  }
  /** Hand on what oneself or nobody has, with a note that only the desk sees. */
  'conversation.transfer': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      /** An account. */
      to: string
      note: string
    }
    output: {
      assignee: string | null
    }
  }
  /** Have it no longer; with all that was said it is the desk’s again. */
  'conversation.release': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    output: {
      assignee: string | null
    }
  }
  /** How much the desk owes this guest, and who their own concierge is. Who waits has a new clock by it. */
  'conversation.guest': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      tier: 'standard' | 'regular' | 'vip' | 'vvip'
      own: string | null
    }
    output: Record<string, never>
  }
  /** Say something. Its number is the next one; sent again under its request id it is said once. Whoever of the desk answers what is nobody’s has it from then on; what a colleague has is answered only with `evenIfTaken`. */
  'message.send': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      text?: string
      replyTo?: number
      /** A reservation; a hold is the beginning of one. */
      reservationId?: string
      attachments?: string[]
      evenIfTaken?: boolean
    }
    output: {
      messageId: string
      seq: number
      /** An instant in UTC, to the millisecond. */
      at: string
    }
  }
  /** Put one’s own message in other words, within fifteen minutes. It shows that it was changed. */
  'message.edit': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      seq: number
      text: string
    }
    output: Record<string, never>
  }
  /** Take one’s own message back, within fifteen minutes. Its number stays. */
  'message.withdraw': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      seq: number
    }
    output: Record<string, never>
  }
  /** React to a message; one reaction for each person, null takes it back. */
  'message.react': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      seq: number
      reaction: 'like' | 'love' | 'laugh' | 'wow' | 'sad' | 'thanks' | null
    }
    output: Record<string, never>
  }
  /** What was said, in pages from the newest. */
  'message.list': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      before?: number
      limit?: number
    }
    output: {
      messages: {
        type: 'message'
        seq: number
        messageId: string
        side: 'guest' | 'desk'
        by: string | null
        text: string | null
        replyTo: number | null
        attachments: {
          /** A file that comes with a message. */
          attachmentId: string
          kind: 'picture' | 'pdf'
          name: string
          bytes: number
          width: number | null
          height: number | null
        }[]
        /** An instant in UTC, to the millisecond. */
        at: string
        editedAt: string | null
        withdrawnAt: string | null
        was: string[]
        reactions: {
          side: 'guest' | 'desk'
          reaction: 'like' | 'love' | 'laugh' | 'wow' | 'sad' | 'thanks'
        }[]
        cards: {
          kind: 'proposal' | 'reservation'
          /** A reservation; a hold is the beginning of one. */
          reservationId: string
        }[]
      }[]
      more: boolean
    }
  }
  /** Find what was said by parts of words: in one conversation, in those of a desk, or in one’s own; of many, in the 500 in which something was said last. Notes are found by whoever may read them. What was said a moment ago may not be found yet. */
  'message.search': {
    sent: {
      query: string
      /** The conversation of one guest with one desk. */
      conversationId?: string
      /** A concierge desk: a restaurant’s own has its id. */
      deskId?: string
      before?: string
      limit?: number
    }
    output: {
      hits: {
        type: 'message' | 'note'
        /** The conversation of one guest with one desk. */
        conversationId: string
        /** A concierge desk: a restaurant’s own has its id. */
        deskId: string
        seq: number
        messageId: string
        side: 'guest' | 'desk'
        /** An instant in UTC, to the millisecond. */
        at: string
        snippet: string
        from: number
        to: number
      }[]
      next: string | null
    }
  }
  /** Leave a note for others at the desk; the guest sees nothing of it. */
  'note.add': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      text: string
    }
    output: {
      messageId: string
      seq: number
      /** An instant in UTC, to the millisecond. */
      at: string
    }
  }
  /** The notes, in pages from the newest. */
  'note.list': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      before?: number
      limit?: number
    }
    output: {
      messages: {
        type: 'message'
        seq: number
        messageId: string
        side: 'guest' | 'desk'
        by: string | null
        text: string | null
        replyTo: number | null
        attachments: {
          /** A file that comes with a message. */
          attachmentId: string
          kind: 'picture' | 'pdf'
          name: string
          bytes: number
          width: number | null
          height: number | null
        }[]
        /** An instant in UTC, to the millisecond. */
        at: string
        editedAt: string | null
        withdrawnAt: string | null
        was: string[]
        reactions: {
          side: 'guest' | 'desk'
          reaction: 'like' | 'love' | 'laugh' | 'wow' | 'sad' | 'thanks'
        }[]
        cards: {
          kind: 'proposal' | 'reservation'
          /** A reservation; a hold is the beginning of one. */
          reservationId: string
        }[]
      }[]
      more: boolean
    }
  }
  /** Who the guest is: what the desk wrote down, what they told when they booked, and their visits at the restaurants of the desk. That it was read is on record. */
  'conversation.who': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    output: {
      name: string | null
      since: string | null
      language: 'ko' | 'en' | 'ja'
      tier: 'standard' | 'regular' | 'vip' | 'vvip'
      own: string | null
      file: {
        version: number
        allergies: string | null
        seating: string | null
        notes: string | null
        at: string | null
      }
      told: {
        allergies: string | null
        wishes: string | null
      }
      counters: {
        visits: number
        noShows: number
        cancellations: number
        lastVisit: {
          /** A restaurant. */
          venueId: string
          /** A day that exists: the service date, in the restaurant’s zone. */
          date: string
        } | null
      }
      upcoming: Reservation[]
      past: Reservation[]
    }
  }
  /** What the desk knows of a guest, written over the version it was made from. */
  'conversation.describe': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      version: number
      allergies: string | null
      seating: string | null
      notes: string | null
    }
    output: {
      version: number
    }
  }
  /** The canned replies of a desk, by their shortcuts. */
  'canned.list': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
    }
    output: {
      replies: {
        shortcut: string
        title: string
        texts: {
          ko: string | null
          en: string | null
          ja: string | null
        }
      }[]
    }
  }
  /** Write a canned reply, or another one over it; a desk has two hundred at most. */
  'canned.save': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      shortcut: string
      title: string
      texts: {
        ko: string | null
        en: string | null
        ja: string | null
      }
    }
    output: Record<string, never>
  }
  /** Take a canned reply away. */
  'canned.remove': {
    sent: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      shortcut: string
    }
    output: Record<string, never>
  }
  /** A canned reply as it would be said in this conversation: in the guest’s language if it is written in it, with its variables filled in. */
  'canned.fill': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      shortcut: string
      /** A restaurant. */
      venueId?: string
    }
    output: {
      text: string
    }
  }
  /** Hold up to three tables for the guest, also of those kept for the concierge, and say so: of several the guest takes one. All are held or none is; `issues` names the one that cannot be. */
  'offer.make': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      text?: string
      offers: {
        /** A restaurant. */
        venueId: string
        /** A day that exists: the service date, in the restaurant’s zone. */
        date: string
        /** An instant in UTC, to the millisecond. */
        startsAt: string
        /** People. */
        party: number
        area?: string
        tableIds?: string[]
      }[]
      forMinutes?: number
      evenIfTaken?: boolean
    }
    output: {
      messageId: string
      seq: number
      /** An instant in UTC, to the millisecond. */
      at: string
      reservations: Reservation[]
    }
  }
  /** Take one of what a message offers: it is confirmed like any hold, the others are given back. Of two who take different ones one has it; the other is told in `chosen` which. */
  'offer.accept': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      seq: number
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      guest: GuestDetails
    }
    output: Reservation
  }
  /** Take none of what a message offers: all of it is given back. */
  'offer.decline': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      seq: number
    }
    output: Record<string, never>
  }
  /** Take back what a message offers, as long as the guest has taken nothing of it. */
  'offer.withdraw': {
    sent: {
      /** The conversation of one guest with one desk. */
      conversationId: string
      seq: number
    }
    output: Record<string, never>
  }
}

export type OperationName = keyof Operations
/** What a client sends: what has a default may be left out. */
export type Sent<N extends OperationName> = Operations[N]['sent']
export type Output<N extends OperationName> = Operations[N]['output']
/** Operations that only read: a screen may ask them again whenever it wants to. */
export type ReadName =
  | 'session.list'
  | 'account.get'
  | 'account.export'
  | 'push.source'
  | 'venue.list'
  | 'venue.search'
  | 'venue.get'
  | 'availability.explain'
  | 'settings.get'
  | 'reservation.link'
  | 'reservation.calendar'
  | 'reservation.host'
  | 'staff.list'
  | 'staff.alerts'
  | 'key.list'
  | 'notice.preferences.get'
  | 'webhook.list'
  | 'webhook.log'
  | 'work.state'
  | 'deadLetter.list'
  | 'company.list'
  | 'company.get'
  | 'company.bookings'
  | 'desk.get'
  | 'desk.work'
  | 'desk.mine'
  | 'desk.resolved'
  | 'desk.tables'
  | 'desk.figures'
  | 'message.list'
  | 'message.search'
  | 'note.list'
  | 'conversation.who'
  | 'canned.list'
  | 'canned.fill'

/** What each feed is opened with, and the entries it is made of. */
export interface Feeds {
  /** The slots of a restaurant and date, for every party size at once. */
  'availability': {
    params: {
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
    }
    entry: {
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      label: string
      service: string
      codes: string
    }
  }
  /** What the person who asks has held and booked. */
  'reservations': {
    params: Record<string, never>
    entry: Reservation
  }
  /** What the person who asks was told in the app: the newest hundred. */
  'notices': {
    params: Record<string, never>
    entry: {
      /** Something that somebody was told. */
      noticeId: string
      /** An instant in UTC, to the millisecond. */
      at: string
      read: boolean
      kind: 'reservation.confirmed' | 'reservation.changed' | 'reservation.cancelled' | 'payment.expired' | 'reminder.dayBefore' | 'reminder.sameDay' | 'reminder.late' | 'alert.made' | 'alert.changed' | 'alert.cancelled'
      by: 'guest' | 'restaurant'
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
      /** A restaurant. */
      venueId: string
      /** A day that exists: the service date, in the restaurant’s zone. */
      date: string
      /** An instant in UTC, to the millisecond. */
      startsAt: string
      /** People. */
      party: number
    } | {
      /** Something that somebody was told. */
      noticeId: string
      /** An instant in UTC, to the millisecond. */
      at: string
      read: boolean
      kind: 'wait.overdue' | 'wait.unattended'
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
  }
  /** One reservation; its only entry has its id for key. */
  'reservation': {
    params: {
      /** A reservation; a hold is the beginning of one. */
      reservationId: string
    }
    entry: Reservation
  }
  /** A conversation: `about`, and its newest fifty messages, `m1`, `m2` and so on by their numbers. */
  'conversation': {
    params: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    entry: {
      type: 'about'
      /** The conversation of one guest with one desk. */
      conversationId: string
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      state: 'open' | 'pending' | 'snoozed' | 'resolved'
      language: 'ko' | 'en' | 'ja'
      open: boolean
      opensAt: string | null
      attended: 'yes' | 'no' | 'unknown'
      answerSeconds: number
      assignee: string | null
      guest: {
        readUpTo: number
        deliveredUpTo: number
      }
      desk: {
        readUpTo: number
        deliveredUpTo: number
      }
    } | {
      type: 'message'
      seq: number
      messageId: string
      side: 'guest' | 'desk'
      by: string | null
      text: string | null
      replyTo: number | null
      attachments: {
        /** A file that comes with a message. */
        attachmentId: string
        kind: 'picture' | 'pdf'
        name: string
        bytes: number
        width: number | null
        height: number | null
      }[]
      /** An instant in UTC, to the millisecond. */
      at: string
      editedAt: string | null
      withdrawnAt: string | null
      was: string[]
      reactions: {
        side: 'guest' | 'desk'
        reaction: 'like' | 'love' | 'laugh' | 'wow' | 'sad' | 'thanks'
      }[]
      cards: {
        kind: 'proposal' | 'reservation'
        /** A reservation; a hold is the beginning of one. */
        reservationId: string
      }[]
    }
  }
  /** What the messages of a conversation carry, as the books have it now; by the ids of the reservations, the newest hundred. */
  'cards': {
    params: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    entry: {
      reservation: Reservation
      venue: {
        name: string
        localNames: {
          ko: string | null
          ja: string | null
        }
        zone: string
      }
      on: {
        seq: number
        kind: 'proposal' | 'reservation'
        standing: 'open' | 'chosen' | 'passed' | 'declined' | 'withdrawn' | 'over' | 'shown'
      }[]
    }
  }
  /** What staff say among themselves about a conversation: the newest fifty, keyed as messages are. */
  'notes': {
    params: {
      /** The conversation of one guest with one desk. */
      conversationId: string
    }
    entry: {
      type: 'message'
      seq: number
      messageId: string
      side: 'guest' | 'desk'
      by: string | null
      text: string | null
      replyTo: number | null
      attachments: {
        /** A file that comes with a message. */
        attachmentId: string
        kind: 'picture' | 'pdf'
        name: string
        bytes: number
        width: number | null
        height: number | null
      }[]
      /** An instant in UTC, to the millisecond. */
      at: string
      editedAt: string | null
      withdrawnAt: string | null
      was: string[]
      reactions: {
        side: 'guest' | 'desk'
        reaction: 'like' | 'love' | 'laugh' | 'wow' | 'sad' | 'thanks'
      }[]
      cards: {
        kind: 'proposal' | 'reservation'
        /** A reservation; a hold is the beginning of one. */
        reservationId: string
      }[]
    }
  }
  /** The conversations of the person who asks, by their ids: the newest hundred. */
  'conversations': {
    params: Record<string, never>
    entry: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
      state: 'open' | 'pending' | 'snoozed' | 'resolved'
      /** An instant in UTC, to the millisecond. */
      lastAt: string
      unread: number
    }
  }
  /** What a desk has to look after: conversations that are not resolved, by their ids, at most five hundred. */
  'queue': {
    params: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
    }
    entry: {
      name: string | null
      state: 'open' | 'pending' | 'snoozed' | 'resolved'
      language: 'ko' | 'en' | 'ja'
      waitingSince: string | null
      awaits: 'first' | 'next' | null
      dueAt: string | null
      tier: 'standard' | 'regular' | 'vip' | 'vvip'
      assignee: string | null
      why: 'own' | 'thread' | 'soonest' | 'relief' | null
      told: 'everybody' | 'supervisor' | null
      wakesAt: string | null
      /** An instant in UTC, to the millisecond. */
      lastAt: string
      lastSide: 'guest' | 'desk' | null
      unread: number
    }
  }
  /** Who is at a desk, and what each has to do; by their accounts’ ids. */
  'team': {
    params: {
      /** A concierge desk: a restaurant’s own has its id. */
      deskId: string
    }
    entry: {
      state: 'here' | 'leaving'
      /** An instant in UTC, to the millisecond. */
      since: string
      owed: number
      quiet: number
      capacity: number
      languages: ('ko' | 'en' | 'ja')[]
    }
  }
}

export type FeedName = keyof Feeds
export type FeedParams<N extends FeedName> = Feeds[N]['params']
export type FeedEntry<N extends FeedName> = Feeds[N]['entry']

export type ErrorCode =
  | 'invalid_input'
  | 'unknown_operation'
  | 'unauthenticated'
  | 'wrong_credentials'
  | 'second_factor_required'
  | 'wrong_code'
  | 'session_ended'
  | 'token_expired'
  | 'forbidden'
  | 'not_found'
  | 'slot_unavailable'
  | 'hold_expired'
  | 'hold_limit'
  | 'overlapping_booking'
  | 'not_allowed_now'
  | 'request_id_reused'
  | 'cooling_down'
  | 'sign_in_first'
  | 'account_exists'
  | 'no_address'
  | 'settings_conflict'
  | 'payload_too_large'
  | 'rate_limited'
  | 'busy'
  | 'outcome_unknown'
  | 'internal'

/** A field that does not fit. */
export interface Issue {
  path: string
  message: string
}

/** The body of every failure, on both transports. */
export interface ErrorBody {
  code: ErrorCode
  issues?: Issue[]
  message: string
  hint: string
  retryable: boolean
  settles: boolean
  reason?: string
  retryAfterMs?: number
  incident?: string
  holder?: string
  chosen?: string
}
