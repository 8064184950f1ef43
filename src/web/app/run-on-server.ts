import type { RecordOrder, RunMessage } from '../../protocol/index.ts';

/** Something that the server does for this page. */
export interface RunningOnServer {
  order(order: RecordOrder): void;
}

/**
 * Opens a websocket of the api and says a wish; `hear` is told all that is answered, and at its end `ended` whether it was
 * said how it ended.
 */
export function runOnServer<Wish, Message extends RunMessage | { readonly kind: string }>(
  path: string,
  wish: Wish,
  hear: (message: Message) => void,
  ended: (saidHow: boolean) => void,
): RunningOnServer {
  const address = new URL(path, location.href);
  address.protocol = 'ws:';
  address.hash = '';
  const socket = new WebSocket(address);
  let saidHow = false;
  socket.addEventListener('open', () => socket.send(JSON.stringify(wish)));
  socket.addEventListener('message', ({ data }) => {
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
  };
}
