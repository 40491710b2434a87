const SET_UP =
  /^(migrate|migrate:\w+|migrations?:(migrate|run|up|execute)|db[:-](migrate|setup|seed|prepare|create|schema:load|reset|push|rollback|init|upgrade|seed:all|migrate:status)|db:migrate:\w+|doctrine:\S+|assets:precompile|schema:(update|create|load)|collectstatic|createsuperuser|loaddata|seed|initdb|init-db|init_db|create-db|create_db|setup-db|setup_db)$/;

/** Whether the arguments of a program name a set-up job: `migrate`, `db:seed`, `db upgrade`, `collectstatic`. */
export function isSetUp(args: readonly string[]): boolean {
  const first = args.slice(0, 6);
  return first.some((word, at) => SET_UP.test(word) || (word === "db" && SET_UP.test(`db:${first[at + 1]}`)));
}

const SET_UP_FILE =
  /^(wait[-_]?(for|until)\w*(-\w+)*|((run|apply|do|db|database)[-_])?migrat(e|ions?)([-_](db|database|all))?|(db|database)[-_](init|setup|seed|create|upgrade|wait)|(init|setup|seed|create|check|wait)[-_]?(db|database|databases|tables?|schema|superuser|admin|users?)|(run[-_])?tests?([-_]\w+)?|install|seed|seeder|collectstatic)(\.(sh|bash|py|php|[cm]?js|ts|rb|pl))?$/i;

/** Whether a file's name says that it is a set-up job: `wait_for_db.py`, `migrate.sh`, `create-admin.js`, `install.php`. */
export function namesSetUp(file: string): boolean {
  return SET_UP_FILE.test(file);
}

const CLEAN_UP =
  /^(clean|clean[-_]?up|tear[-_]?down|post[-_]?(stop|exit|run)|on[-_]?(stop|exit|shutdown)|(de|un)[-_]?register)([-_][a-z\d]+)?(\.(sh|bash|py|php|[cm]?js|ts|rb|pl))?$/i;

/** Whether a file's name says that it clears up behind something that has ended: `cleanup.sh`, `post-stop`, `deregister`. */
export function namesCleanUp(file: string): boolean {
  return CLEAN_UP.test(file);
}

const MESSAGE =
  /^((echo|print|log|msg|say)[_-](info|warn(ing)?|err(or)?|debug|fatal|success|msg|message|notice|step|header|title|banner|ok|fail(ure|ed)?|usage|status|line)|info|warn|warning|err|error|fatal|notice|success)$/i;

/** Whether a name is that of something that prints a message: a function of a file that siglint has not read. */
export function namesMessage(name: string): boolean {
  return MESSAGE.test(name);
}

const JOB =
  /^((set-?up|configure|bootstrap|provision|register|populate|initiali[sz]e|post[-_]?(start|init|install|setup|deploy))([-_.]\w[\w.-]*)?|(init|create|import|restore|generate|install|apply|enable|preload|load|add|wait|prepare)[-_]\w[\w.-]*|(init|prepare)\.(sh|bash|py|php|[cm]?js|ts|rb|pl))$/i;

/** Whether a file's name says that it does something once, for what runs beside it: `configure.sh`, `register-runner`. */
export function namesJob(file: string): boolean {
  return JOB.test(file);
}
