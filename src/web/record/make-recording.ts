import type { RecordMessage, RecordOrder, RecordWish } from '../../protocol/index.ts';

export interface RunningRecording {
  order(order: RecordOrder): void;
}

/** Asks the server for a recording; `hear` is told all that it says, and at its end `ended` whether it said how it ended. */
export function makeRecording(
  wish: RecordWish,
  hear: (message: RecordMessage) => void,
  ended: (saidHow: boolean) => void,
): RunningRecording {
  const address = new URL('api/record', location.href);
  address.protocol = 'ws:';
  address.hash = '';
  const socket = new WebSocket(address);
  let saidHow = false;
  socket.addEventListener('open', () => socket.send(JSON.stringify(wish)));
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as RecordMessage;
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
