import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedContexts } from "../mutate.ts";
import { labContexts, seedsWith } from "../seeds.ts";

const settings =
  "command,directory,environment,autostart,autorestart,priority,stopsignal,stopwaitsecs,stopasgroup,killasgroup," +
  "numprocs,process_name,user,nodaemon,files,programs,events";
const tokens = [
  ...[
    "\n",
    "\r\n",
    "\n  ",
    ";",
    " ; ",
    "#",
    "=",
    ":",
    "%",
    "%%",
    "%(x)s",
    "%(ENV_X)s",
    "%(here)s",
    "'",
    '"',
    "\\",
  ],
  ..."supervisord,program:a,program:,group:a,include,eventlistener:a,fcgi-program:a,unix_http_server,["
    .split(",")
    .map((name) => `\n[${name}]\n`),
  ...settings.split(",").map((name) => `\n${name}=`),
  ...[
    "web: ",
    "worker: ",
    "release: ",
    "$PORT",
    "exec ",
    "&& ",
    "| cat",
    "sh -c '",
    "cd /tmp; ",
    "true",
    "0",
    "-1",
  ],
  ...["/etc/supervisor/conf.d/*.conf", "../../*", "/dev/stdin", "TERM", "# siglint-ignore"],
];

const isServiceFile = (path: string): boolean => /(^|\/)Procfile[^/]*$|supervis[^/]*\.conf$/.test(path);

/** What lists services for a supervisor: supervisord.conf, Procfile. */
export const kind: FuzzKind = {
  contexts: mutatedContexts(seedsWith(isServiceFile, labContexts()), tokens),
};
