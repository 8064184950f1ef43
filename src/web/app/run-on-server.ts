import type { RecordOrder, RunMessage } from '../../protocol/index.ts';

/** Something that the server does for this page. */
export interface RunningOnServer<Order = RecordOrder> {
  order(order: Order): void;
  /** Bytes for what runs. */
  send(bytes: Uint8Array<ArrayBuffer>): void;
}

/**
 * Opens a websocket of the api and says a wish; `hear` is told all that is answered, and at its end `ended` whether it was
 * said how it ended. Bytes go to `hearBytes`.
 */
export function runOnServer<
  Wish,
  Message extends RunMessage | { readonly kind: string },
  Order extends { readonly kind: string } = RecordOrder,
>(
  path: string,
  wish: Wish,
  hear: (message: Message) => void,
  ended: (saidHow: boolean) => void,
  hearBytes?: (bytes: Uint8Array) => void,
): RunningOnServer<Order> {
  const address = new URL(path, location.href);
  address.protocol = 'ws:';
  address.hash = '';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  let saidHow = false;
  socket.addEventListener('open', () => socket.send(JSON.stringify(wish)));
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) return hearBytes?.(new Uint8Array(data));
    const message = JSON.parse(String(data)) as Message;
    saidHow ||= message.kind === 'done' || message.kind === 'failed' || message.kind === 'cancelled';
    hear(message);
  });
  socket.addEventListener('close', () => ended(saidHow));
  return {
    order(order) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(order));
      else socket.close();
    },
    send(bytes) {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
  };
}
