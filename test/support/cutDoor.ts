import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

/** What stands between one device and a node: it can be shut, and it can keep back what the node says. */
export interface CutDoor extends AsyncDisposable {
  readonly url: string
  /** Cuts whatever goes through it, and lets nothing through. */
  shut(): void
  open(): void
  /** From now on until it is shut, what the device says arrives, and no answer does. */
  mute(): void
}

export async function openCutDoor(nodeUrl: string): Promise<CutDoor> {
  const port = Number(new URL(nodeUrl).port)
  const inside = new Set<Socket>()
  let isShut = false
  let isMute = false
  const server = createServer((device) => {
    if (isShut) return void device.destroy()
    const node = dial(port, '127.0.0.1')
    for (const socket of [device, node]) {
      inside.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        inside.delete(socket)
        node.destroy()
        device.destroy()
      })
    }
    device.pipe(node)
    node.on('data', (bytes) => void (isMute || device.write(bytes)))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const shut = () => {
    isShut = true
    isMute = false
    for (const socket of inside) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shut,
    open: () => void (isShut = false),
    mute: () => void (isMute = true),
    async [Symbol.asyncDispose]() {
      shut()
      await new Promise((closed) => server.close(closed))
    },
  }
}
