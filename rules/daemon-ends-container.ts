import { defineRule, notesOf, placeOfNote, severityOf } from "../src/rule.ts";

export default defineRule({
  id: "daemon-ends-container",
  summary: "The last command starts a daemon, and the container ends with that command",
  severity: "error",
  fixable: "never",
  check(target, report) {
    for (const note of notesOf(target, "ended-daemon")) {
      const { daemon, add } = note;
      const what = `${daemon} goes into the background, and nothing is left that the container would wait for`;
      const why = `the container ends at once, and ${daemon} is killed with it`;
      const how =
        add === null
          ? `start ${daemon} so that it stays in the foreground`
          : `start it with \`${add}\`, so that it stays in the foreground`;
      const help =
        daemon === "supervisord" ? `${how}, or write \`nodaemon=true\` into its configuration` : how;
      report({ what, why, help }, placeOfNote(target, note, severityOf(target, "always"), null));
    }
  },
});
