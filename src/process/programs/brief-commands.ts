import type { Conduct } from "./conduct.ts";
import {
  BRIEF,
  type Call,
  type How,
  MEASURED,
  type ProgramRow,
  STRANGER,
  UNHANDLED,
  varying,
} from "./program-row.ts";

const COREUTILS = `arch b2sum base32 base64 basename chcon chgrp chmod chown cksum comm cp csplit cut date dd df dir dircolors
dirname du expand expr factor fmt fold groups head hostid hostname id install join link ln logname ls md5sum mkdir mkfifo
mknod mktemp mv nl nproc numfmt od paste pathchk pinky pr printenv ptx pwd readlink realpath rm rmdir seq sha1sum
sha224sum sha256sum sha384sum sha512sum shred shuf sort split stat stty sum sync tac tee touch tr truncate tsort tty uname
unexpand uniq unlink users vdir wc who whoami`;

const SET_UP = `a2dismod a2dissite a2enconf a2enmod a2ensite addgroup adduser apt apt-cache apt-get apt-key awk bc blkid bunzip2
bzip2 chage chattr chfn chpasswd chsh cmp createdb createuser crontab crudini curl debconf-set-selections
delgroup deluser diff dig dos2unix dpkg dpkg-reconfigure dropdb egrep envsubst ethtool fc-cache fgrep file find
flake8 free gawk gem getcap getconf getent getfacl getopt git gpasswd gpg gpgconf grep groupadd groupdel
groupmod gunzip gzip host htpasswd iconv ifconfig influx ip ip6tables iptables iptables-restore isort jq keytool
kill killall ldapadd ldapmodify ldapsearch ldconfig locale-gen localedef logger logrotate lsb_release lsof
mariadb mariadb-dump mariadb-install-db mariadb-tzinfo-to-sql mariadb-upgrade mawk mkcert modprobe mount mountpoint msgfmt
my_print_defaults mysql mysql_install_db mysql_tzinfo_to_sql mysql_upgrade mysqldump newaliases nslookup openssl
passwd patch pg_basebackup pg_dump pg_isready pg_restore pgrep pidof ping pip pipx pkill postconf postmap ps
psql pytest rabbitmq-plugins rename renice restorecon rpm rsync s3cmd s6-svc s6-svstat s6-svwait scp sed setcap
setfacl sqlite3 ssh-add ssh-keygen ssh-keyscan swapon sysctl systemctl tar tput trust tune2fs tzselect ufw
umount unxz unzip update-alternatives update-ca-certificates update-rc.d uptime useradd userdel usermod uuidgen
virtualenv visudo wget whereis which xmllint xmlstarlet xz yq zcat zip zstd`;

/** Of Debian, with a manual there: they want a database, an account or a project, or hundreds of megabytes. */
const MANUALS = `ab alembic ansible ansible-playbook aptitude aws black certbot cmake composer dnf exportfs initdb
gdal_translate gdalwarp mariadb-secure-installation mc mypy mysql_secure_installation ogr2ogr osm2pgsql pecl pg_controldata pg_resetwal pg_rewind
pg_upgrade phpize phpunit raster2pgsql resolvectl rpc.nfsd setxkbmap shp2pgsql tox xauth xdpyinfo xhost xmodmap xprop xrandr
xrdb xset xsetroot zypper`;

/** Of elsewhere: names by the page that describes them. */
// biome-ignore format: a table
const ELSEWHERE: readonly (readonly [names: string, page: `https://${string}`])[] = [
  ["apk", "https://github.com/alpinelinux/apk-tools/blob/master/doc/apk.8.scd"],
  ["brew", "https://docs.brew.sh/Manpage"],
  ["deactivate", "https://docs.python.org/3/library/venv.html"],
  ["docker-php-ext-configure docker-php-ext-enable docker-php-ext-install", "https://github.com/docker-library/docs/blob/master/php/content.md"],
  ["microdnf", "https://github.com/rpm-software-management/microdnf"],
  ["yum", "https://man7.org/linux/man-pages/man8/yum.8.html"],
  ["update-ca-trust", "https://man.archlinux.org/man/update-ca-trust.8"],
  ["unrar", "https://www.rarlab.com/rar_add.htm"],
  ["mongodump mongoexport mongoimport mongorestore", "https://www.mongodb.com/docs/database-tools/"],
  ["clickhouse-client", "https://clickhouse.com/docs/interfaces/cli"],
  ["sqlcmd", "https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-utility"],
  ["sqlplus", "https://docs.oracle.com/en/database/oracle/oracle-database/23/sqpug/starting-SQL-Plus.html"],
  ["ysqlsh", "https://docs.yugabyte.com/stable/api/ysqlsh/"],
  ["gvm-manage-certs", "https://github.com/greenbone/gvmd/blob/main/tools/gvm-manage-certs.in"],
  ["cqlsh", "https://cassandra.apache.org/doc/latest/cassandra/managing/tools/cqlsh.html"],
  ["kafka-acls kafka-broker-api-versions kafka-cluster kafka-configs kafka-consumer-groups kafka-delete-records kafka-features kafka-leader-election kafka-log-dirs kafka-metadata-quorum kafka-reassign-partitions kafka-storage kafka-topics", "https://docs.confluent.io/kafka/operations-tools/kafka-tools.html"],
  ["kafka-acls.sh kafka-broker-api-versions.sh kafka-cluster.sh kafka-configs.sh kafka-consumer-groups.sh kafka-delete-records.sh kafka-features.sh kafka-leader-election.sh kafka-log-dirs.sh kafka-metadata-quorum.sh kafka-reassign-partitions.sh kafka-storage.sh kafka-topics.sh", "https://kafka.apache.org/documentation/#basic_ops"],
  ["flyway", "https://documentation.red-gate.com/fd/commands-184127446.html"],
  ["liquibase", "https://docs.liquibase.com/commands/home.html"],
  ["goose", "https://github.com/pressly/goose"],
  ["atlas", "https://atlasgo.io/cli-reference"],
  ["dbmate", "https://github.com/amacneil/dbmate"],
  ["sqlx", "https://github.com/launchbadge/sqlx/blob/main/sqlx-cli/README.md"],
  ["diesel", "https://github.com/diesel-rs/diesel/blob/master/diesel_cli/README.md"],
  ["migrate", "https://github.com/golang-migrate/migrate/blob/master/cmd/migrate/README.md"],
  ["eslint", "https://eslint.org/docs/latest/use/command-line-interface"],
  ["knex", "https://knexjs.org/guide/migrations.html"],
  ["sequelize sequelize-cli", "https://github.com/sequelize/cli"],
  ["typeorm", "https://typeorm.io/docs/advanced-topics/using-cli"],
  ["node-gyp", "https://github.com/nodejs/node-gyp"],
  ["nvm", "https://github.com/nvm-sh/nvm"],
  ["wp", "https://developer.wordpress.org/cli/commands/"],
  ["ruff", "https://docs.astral.sh/ruff/configuration/"],
  ["coverage", "https://coverage.readthedocs.io/en/latest/cmd.html"],
  ["gcloud gsutil", "https://cloud.google.com/sdk/gcloud/reference"],
  ["kubectl", "https://kubernetes.io/docs/reference/kubectl/"],
  ["kustomize", "https://github.com/kubernetes-sigs/kustomize"],
  ["helm", "https://helm.sh/docs/helm/"],
  ["terraform", "https://developer.hashicorp.com/terraform/cli/commands"],
  ["kcadm.sh", "https://www.keycloak.org/docs/latest/server_admin/index.html#admin-cli"],
  ["nvidia-smi", "https://docs.nvidia.com/deploy/nvidia-smi/index.html"],
  ["ctest", "https://cmake.org/cmake/help/latest/manual/ctest.1.html"],
  ["nosetests", "https://nose.readthedocs.io/en/latest/man.html"],
  ["rspec", "https://rspec.info/features/3-13/rspec-core/command-line/"],
  ["behave", "https://behave.readthedocs.io/en/latest/behave/"],
  ["bats", "https://bats-core.readthedocs.io/en/stable/usage.html"],
  ["pg_prove", "https://pgtap.org/pg_prove.html"],
  ["k6", "https://grafana.com/docs/k6/latest/get-started/running-k6/"],
  ["newman", "https://learning.postman.com/docs/reference/newman-cli/newman-options/"],
  ["pack", "https://buildpacks.io/docs/for-platform-operators/how-to/integrate-ci/pack/"],
];

/** Brief whatever their arguments are, with an exit status that depends on the world. */
function brief(names: string, how: How): readonly ProgramRow[] {
  return names.split(/\s+/).map((name) => varying(name, how, () => BRIEF, "brief"));
}

/** Commands that come to an end by themselves. */
export const briefCommands: readonly ProgramRow[] = [
  varying("true", MEASURED, (): Conduct => ({ kind: "brief", exit: "zero" }), "brief"),
  varying("false", MEASURED, (): Conduct => ({ kind: "brief", exit: "nonzero" }), "brief"),
  varying("echo printf", MEASURED, (): Conduct => ({ kind: "brief", exit: "zero" }), "brief"),
  varying("confd", "https://github.com/kelseyhightower/confd/blob/master/docs/command-line-flags.md", once),
  varying("consul-template", "https://github.com/hashicorp/consul-template#command-line", once),
  ...["tsc", "sass", "babel", "tailwindcss"].map((name) => varying(name, MEASURED, deafBuild)),
  varying("esbuild", MEASURED, build),
  varying("rollup", MEASURED, build),
  varying("jest", "https://jestjs.io/docs/cli", build),
  varying("mocha", "https://mochajs.org/running/cli/", build),
  varying("vitest", "https://vitest.dev/guide/cli.html", build),
  varying("playwright", "https://playwright.dev/docs/test-cli", browserTests),
  varying("cypress", "https://docs.cypress.io/app/references/command-line", browserTests),
  varying("aria2c", "https://aria2.github.io/manual/en/html/aria2c.html", aria2c),
  varying("parallel", "https://www.gnu.org/software/parallel/man.html", parallel),
  varying("prisma", "https://www.prisma.io/docs/orm/reference/prisma-cli-reference", build),
  varying("steamcmd steamcmd.sh", "https://developer.valvesoftware.com/wiki/SteamCMD", steamcmd),
  varying("docker", MEASURED, docker),
  varying("podman", MEASURED, docker),
  varying("make gmake", MEASURED, make),
  varying("test [", MEASURED, () => BRIEF, "brief"),
  ...brief(`${COREUTILS} ${SET_UP}`, MEASURED),
  ...MANUALS.split(/\s+/).flatMap((name) => brief(name, `https://manpages.debian.org/bookworm/${name}`)),
  ...ELSEWHERE.flatMap(([names, page]) => brief(names, page)),
];

/** Build tools come to an end unless they watch their sources. */
function build({ argv }: Call): Conduct {
  return isWatching(argv) ? STRANGER : BRIEF;
}

/** While these watch they handle no signal. */
function deafBuild({ argv }: Call): Conduct {
  return isWatching(argv) ? { ...STRANGER, onStop: UNHANDLED } : BRIEF;
}

function isWatching(argv: readonly string[]): boolean {
  return argv.some((word) => /^(-w|--watch(All)?(=.*)?|--serve(=.*)?|studio|watch|--ui)$/.test(word));
}

/** Tests end; what shows a browser to somebody, or lets others use one, stays. */
function browserTests({ argv }: Call): Conduct {
  const stays = argv.some((word) =>
    /^(--ui(-\w+)?|--debug|open|codegen|run-server|launch-server|show-report|show-trace)(=.*)?$/.test(word),
  );
  return stays ? STRANGER : BRIEF;
}

/** It ends with its downloads unless it waits for more, which a configuration may tell it to. */
function aria2c({ argv }: Call): Conduct {
  return argv.some((word) => /^--(enable-rpc|conf-path)(=|$)/.test(word)) || argv.length === 1
    ? STRANGER
    : BRIEF;
}

/** One job for each line of a file or of its input; what stands behind `:::` may be commands of any kind. */
function parallel({ argv }: Call): Conduct {
  return argv.some((word) => /^:::\+?$/.test(word)) ? STRANGER : BRIEF;
}

/** It carries out its commands in order, and asks for more unless the last one is `+quit`. */
function steamcmd({ argv }: Call): Conduct {
  return argv.includes("+quit") ? BRIEF : STRANGER;
}

/** Clients of a container engine: some commands stay as long as what they look at. */
function docker({ argv }: { readonly argv: readonly string[] }): Conduct {
  const detached = argv.some((word) => /^(-[a-ce-zA-Z]*d[a-zA-Z]*|--detach)$/.test(word));
  return !detached && argv.some((word) => /^(run|up|attach|events|exec|logs|start|wait)$/.test(word))
    ? STRANGER
    : BRIEF;
}

/** make runs what the Makefile says; a few targets mean a job everywhere. */
function make({ argv }: { readonly argv: readonly string[] }): Conduct {
  const targets = argv.slice(1).filter((word) => !word.startsWith("-") && !word.includes("="));
  const isJob = (target: string) =>
    /^(all|build|clean|install|test|lint|check|deps|setup|migrat\w*|\w+-migrat\w*)$/.test(target);
  return targets.every(isJob) ? BRIEF : { kind: "unknown", reason: "siglint does not read Makefiles" };
}

/** Templating daemons, unless told to work once. */
function once({ argv }: { readonly argv: readonly string[] }): Conduct {
  const isOnce = argv.some((word) => /^--?(once|onetime|version|v)(=true)?$/.test(word));
  const execs = argv.some((word) => /^--?exec(=|$)/.test(word));
  if (execs)
    return {
      kind: "unknown",
      reason: "siglint does not look into the command that consul-template keeps running",
    };
  return isOnce ? BRIEF : STRANGER;
}
