import { codeActions } from "./code-actions.ts";
import type { Connection } from "./connection.ts";
import { hover } from "./hover.ts";
import type { Session } from "./session.ts";

/** What an editor asks for itself: code actions and hovers. */
export function answerRequests(connection: Connection, session: Session): void {
  connection.onCodeAction(async (params) => {
    const view = await session.view(params.textDocument.uri);
    return view?.features.codeActions ? codeActions(params, view) : [];
  });
  connection.onHover(async ({ textDocument, position }) => {
    const view = await session.view(textDocument.uri);
    return view === null ? null : hover(position, view);
  });
}
