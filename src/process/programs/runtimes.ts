import type { Conduct, Source } from "./conduct.ts";
import { hasOption, readArguments } from "./option-grammar.ts";
import {
  BRIEF,
  becomes,
  type Call,
  ENDS,
  MEASURED,
  type ProgramRow,
  STRANGER,
  serves,
  UNHANDLED,
  unknown,
  untilInterrupted,
  varying,
} from "./program-row.ts";

/** Interpreters: what they run is the project's own, unless its name says what it is. */
export const runtimes: readonly ProgramRow[] = [
  varying("python", MEASURED, python),
  varying("pypy", MEASURED, python),
  varying("php", MEASURED, php),
  varying("ruby", MEASURED, ruby),
  varying("jruby", MEASURED, ruby),
  varying("perl", MEASURED, ruby),
  varying("lua", MEASURED, ruby),
  varying("elixir iex", MEASURED, ruby),
  varying("erl", MEASURED, ruby),
  varying("Rscript", MEASURED, rscript),
  varying("julia", "https://docs.julialang.org/en/v1/manual/command-line-interface/", ruby),
  varying("java", MEASURED, java),
  varying("manage.py django-admin", MEASURED, (call, source) => django(call, call.argv.slice(1), source)),
  varying("artisan", "https://laravel.com/docs/artisan", (call, source) =>
    artisan(call, call.argv.slice(1), source),
  ),
];

function python(call: Call, source: Source): Conduct {
  const { argv } = call;
  const end = argv.findIndex(
    (word, at) => at > 0 && (word === "-m" || word === "-c" || /^-[A-Za-z]*m$/.test(word)),
  );
  const found = readArguments(argv, { valued: "-W -X -m -c" });
  if (found.kind === "unknown") return STRANGER;
  if (hasOption(found.options, "-V --version -h --help")) return BRIEF;
  const module = found.options.get("-m");
  if (module !== undefined && end > 0)
    return runModule(call, module, argv.slice(argv.indexOf(module, end) + 1), source);
  if (hasOption(found.options, "-c")) return STRANGER;
  if (found.from === null) return BRIEF;
  const script = (argv[found.from] ?? "").replace(/^.*\//, "");
  const args = argv.slice(found.from + 1);
  if (script === "manage.py") return django(call, args, source);
  if (script === "setup.py") return BRIEF;
  return STRANGER;
}

const BRIEF_MODULES =
  "pip venv virtualenv ensurepip compileall json.tool build site unittest pytest nltk.downloader zipfile tarfile py_compile";

function runModule(call: Call, module: string, args: readonly string[], source: Source): Conduct {
  if (BRIEF_MODULES.split(" ").includes(module)) return BRIEF;
  if (module === "http.server" || module === "SimpleHTTPServer")
    return serves(source, untilInterrupted(call.around));
  if (module === "aiohttp.web") return serves(source);
  if (module === "django") return django(call, args, source);
  // `python -m gunicorn` is gunicorn in the same process; a module nobody knows stays somebody's own program.
  const name = module.replace(/\.__main__$/, "");
  return becomes({ kind: "words", argv: [name.includes(".") ? `module ${name}` : name, ...args] }, source);
}

const DJANGO_SERVES =
  /^(runserver|runserver_plus|testserver|runworker|runsslserver|rqworker|rqscheduler|process_tasks|qcluster|celery\w*|tailwind|run_huey|db_worker|runapscheduler|rundramatiq)$/;
const DJANGO_BRIEF =
  "check collectstatic compilemessages compress createcachetable createsuperuser dbshell diffsettings dumpdata flush loaddata makemessages makemigrations migrate migrate_schemas optimizemigration sendtestemail shell showmigrations sqlflush sqlmigrate squashmigrations startapp startproject test changepassword clearsessions remove_stale_contenttypes rebuild_index update_index clear_cache wait_for_db wait_for_database";

/** `runserver` handles SIGTERM for the sake of its reloader only. */
function django({ around }: Call, args: readonly string[], source: Source): Conduct {
  const verb = args.find((word) => !word.startsWith("-")) ?? "";
  if (verb === "runserver" && args.includes("--noreload")) return serves(source, untilInterrupted(around));
  if (DJANGO_SERVES.test(verb)) return serves(source);
  return verb === "" || DJANGO_BRIEF.split(" ").includes(verb) ? BRIEF : STRANGER;
}

function php(call: Call, source: Source): Conduct {
  const { argv, around } = call;
  const found = readArguments(argv, { valued: "-c -d -f -r -S -t -z -B -R -F -E" });
  if (found.kind === "unknown") return STRANGER;
  const { options } = found;
  if (options.has("-S")) return serves(source, untilInterrupted(around));
  if (hasOption(options, "-v -i -m -l --version --ini --ri --rf -h --help")) return BRIEF;
  if (found.from === null) return hasOption(options, "-r") ? STRANGER : BRIEF;
  const script = (argv[found.from] ?? "").replace(/^.*\//, "");
  const args = argv.slice(found.from + 1);
  if (script === "artisan") return artisan(call, args, source);
  if (script === "console") return symfony(args, source);
  if (/^composer(\.phar)?$/.test(script)) return BRIEF;
  return STRANGER;
}

const ARTISAN_SERVES =
  /^(serve|queue:(work|listen)|horizon|schedule:work|octane:\w+|reverb:start|websockets:serve|pulse:\w+|swoole:http|rabbitmq:consume|pail)$/;
const ARTISAN_BRIEF =
  /^(about|cache:|clear-compiled|config:|db:|down|env|event:|key:|lang:|list|make:|migrate|model:|octane:(install|status)|optimize|package:|passport:|route:|schedule:run|schema:|storage:|stub:|test|up|vendor:|view:|queue:(restart|flush|clear|prune|retry)|horizon:(publish|terminate|install)|jwt:|telescope:|ide-helper:|inspire|tenants:)/;

/** `serve` starts `php -S` as its child, which newer releases stop, where PHP has its pcntl extension. */
function artisan({ around }: Call, args: readonly string[], source: Source): Conduct {
  const verb = args.find((word) => !word.startsWith("-")) ?? "list";
  if (verb === "serve" && around.isPid1)
    return unknown(
      "whether `artisan serve` hears of a signal depends on its release and on PHP's extensions",
    );
  if (ARTISAN_SERVES.test(verb) && !/^octane:(install|status)$/.test(verb)) {
    return verb === "queue:work" && args.includes("--once") ? BRIEF : serves(source);
  }
  return ARTISAN_BRIEF.test(verb) ? BRIEF : STRANGER;
}

function symfony(args: readonly string[], source: Source): Conduct {
  const verb = args.find((word) => !word.startsWith("-")) ?? "list";
  if (/^(messenger:consume|server:run|rabbitmq:consumer|enqueue:consume)$/.test(verb)) return serves(source);
  return /^(doctrine|cache|assets|about|lexik|secrets|debug|lint|list|dbal|sylius|fos|messenger:(setup|stop))\b/.test(
    verb,
  )
    ? BRIEF
    : STRANGER;
}

function ruby({ argv }: Call, source: Source): Conduct {
  if (argv.length < 2 || /^(-v|--version|-h|--help)$/.test(argv[1] ?? "")) return BRIEF;
  const script = argv.findIndex((word, at) => at > 0 && !word.startsWith("-"));
  const name = (argv[script] ?? "").replace(/^.*\//, "");
  if (name === "rails" || name === "rake") return becomes({ kind: "rest", from: script }, source);
  return STRANGER;
}

/** R lets no script handle a signal. */
function rscript({ argv, around }: Call): Conduct {
  if (argv.length < 2 || argv[1] === "--version") return BRIEF;
  return { ...STRANGER, onStop: untilInterrupted(around) };
}

/** The virtual machine handles SIGTERM and runs the shutdown hooks; with `-Xrs` it leaves all signals to the kernel. */
function java({ argv }: Call, source: Source): Conduct {
  if (
    argv.some((word, at) => at > 0 && /^--?(version|help|showversion|fullversion)$/.test(word)) &&
    !argv.includes("-jar")
  )
    return BRIEF;
  const onStop = argv.includes("-Xrs") ? UNHANDLED : ENDS;
  if (argv.includes("org.apache.catalina.startup.Bootstrap")) return serves(source, onStop);
  return { ...STRANGER, onStop };
}
