import { ko as common } from '../../common/messages/ko.ts'
import { booking, mine, own, ticket } from './ko/booking.ts'
import { picker, search, venue } from './ko/finding.ts'
import type { Messages } from './vocabulary.ts'

export const ko: Messages = {
  ...common,
  nav: {
    label: 'Couvert',
    home: 'Couvert, 자리 찾기',
    reservations: '내 예약',
    account: '내 계정',
    login: '로그인',
  },
  sessionLost: '이전 이용 시간이 끝나 새로 시작했습니다. 앞서 잡아 두신 자리는 이 기기에 더 이상 표시되지 않습니다.',
  unknownPage: {
    title: '찾으시는 페이지가 없습니다',
    text: '주소가 잘못되었거나 더 이상 없는 페이지입니다.',
    home: '자리 찾기',
  },
  states: {
    held: '잡아 둠',
    requested: '요청됨',
    awaiting_payment: '결제 대기',
    confirmed: '확정',
    arrived: '도착',
    seated: '착석',
    completed: '방문 완료',
    released: '놓아줌',
    expired: '시간 만료',
    declined: '거절됨',
    cancelled: '취소됨',
    no_show: '미방문',
  },
  search,
  venue,
  picker,
  booking,
  ticket,
  mine,
  own,
}
