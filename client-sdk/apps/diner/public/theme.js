// Before anything is painted: whoever chose dark never sees a white page first.
try {
  document.documentElement.dataset.theme = localStorage.getItem('couvert.theme') ?? 'auto'
} catch {
  // Storage is switched off: as the device has it.
}
