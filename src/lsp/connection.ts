import { type _Connection, createConnection, type Logger, type WatchDog } from "vscode-languageserver";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Wire } from "./wire.ts";

export type Connection = _Connection;

export interface Connected {
  readonly connection: Connection;
  /** The exit code: 1 where the client went without `shutdown`, as the protocol asks; 0 where siglint is told to end. */
  readonly ended: Promise<number>;
}

/** Ends with the client, and never because of a process id: the client may live in another container. */
export function connect({ input, output, onStop }: Wire): Connected {
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const watchDog: WatchDog = { shutdownReceived: false, initialize: () => {}, exit: (code) => end(code) };
  const lost = (): void => end(watchDog.shutdownReceived ? 0 : 1);
  for (const event of ["end", "close", "error"]) input.on(event, lost);
  for (const event of ["close", "error"]) output.on(event, lost);
  onStop(() => end(0));
  const reader = new StreamMessageReader(input);
  // Nobody asks how long a message is on its way, and the clock for that would keep the process for ever.
  reader.partialMessageTimeout = 0;
  const connection = createConnection(
    (logger: Logger) => createProtocolConnection(reader, new StreamMessageWriter(output), logger),
    watchDog,
  );
  return { connection, ended };
}
