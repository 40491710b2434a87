// A service for the lab that node runs: handles one signal, SIGTERM unless HANDLES says otherwise, and needs 0.3 s to
// finish (see stand-in.c).
const { appendFileSync } = require("node:fs");

function note(what, detail = "") {
  const now = process.hrtime.bigint() / 1_000_000n;
  appendFileSync("/.lab/log", `${now} app.js ${process.pid} ${what} ${detail}\n`);
}

const handled = process.env.HANDLES ?? "TERM";
process.on(`SIG${handled}`, () => {
  note("got", handled);
  setTimeout(() => {
    note("end");
    process.exit(0);
  }, 300);
});
setInterval(() => {}, 1 << 30);
note("start");
