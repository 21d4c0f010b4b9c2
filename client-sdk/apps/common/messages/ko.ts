import { errors, reasons } from './ko/refusals.ts'
import type { CommonMessages } from './vocabulary.ts'

export const ko: CommonMessages = {
  skip: '본문으로 건너뛰기',
  language: '언어',
  theme: '밝기',
  themes: { auto: '기기 설정', light: '밝게', dark: '어둡게' },
  loading: '불러오는 중',
  slow: '아직 확인하고 있습니다. 두 번 처리되지 않습니다.',
  retry: '다시 시도',
  retryIn: (clock) => `${clock} 후에 다시 하실 수 있습니다`,
  close: '닫기',
  back: '뒤로',
  optional: '선택',
  guests: (n) => `${n}명`,
  bell: (unread) => (unread === 0 ? '알림' : `알림, 읽지 않음 ${unread}건`),
  freshness: {
    live: '실시간',
    'catching-up': '갱신 중',
    stale: (at) => (at === null ? '최신 정보 아님' : `${at} 이후 갱신되지 않음`),
  },
  offline: '연결이 끊겼습니다. 마지막으로 확인한 내용을 보여 드립니다.',
  crashed: {
    title: '화면에 문제가 생겼습니다',
    text: '예약하신 내용에는 영향이 없습니다. 새로 고침하시면 대부분 해결됩니다.',
    reload: '새로 고침',
  },
  elsewhere: (zone) => `모든 시간은 레스토랑 현지 시간(${zone})입니다.`,
  here: (when) => `계신 곳 기준 ${when}`,
  errors,
  reasons,
}
