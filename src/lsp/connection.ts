import {
  type _Connection,
  createConnection,
  ErrorCodes,
  type Logger,
  Message,
  type ResponseMessage,
  type WatchDog,
} from "vscode-languageserver";
import {
  createProtocolConnection,
  type MessageStrategy,
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
  const writer = new StreamMessageWriter(output);
  const messageStrategy = untilShutdown(writer, watchDog);
  const connection = createConnection(
    (logger: Logger) => createProtocolConnection(reader, writer, logger, { messageStrategy }),
    watchDog,
  );
  return { connection, ended };
}

/**
 * After `shutdown` a server answers every request with an error, and hears nothing but `exit`:
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#shutdown
 */
function untilShutdown(writer: StreamMessageWriter, watchDog: Readonly<WatchDog>): MessageStrategy {
  return {
    handleMessage(message, next) {
      if (!watchDog.shutdownReceived || Message.isResponse(message)) return next(message);
      if (Message.isNotification(message)) return message.method === "exit" ? next(message) : undefined;
      if (!Message.isRequest(message)) return;
      const error = { code: ErrorCodes.InvalidRequest, message: "siglint was told to shut down" };
      const refusal: ResponseMessage = { jsonrpc: "2.0", id: message.id, error };
      // A client that is gone wants no answer.
      writer.write(refusal).catch(() => {});
    },
  };
}
