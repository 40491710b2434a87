import type { Conduct } from "./conduct.ts";
import { BRIEF, MEASURED, type ProgramRow, STRANGER, varying } from "./program-row.ts";

const COREUTILS = `[ arch b2sum base32 base64 basename chcon chgrp chmod chown cksum comm cp csplit cut date dd df dir dircolors
dirname du expand expr factor fmt fold groups head hostid hostname id install join link ln logname ls md5sum mkdir mkfifo
mknod mktemp mv nl nproc numfmt od paste pathchk pinky pr printenv ptx pwd readlink realpath rm rmdir seq sha1sum
sha224sum sha256sum sha384sum sha512sum shred shuf sort split stat stty sum sync tac tee test touch tr truncate tsort tty uname
unexpand uniq unlink users vdir wc who whoami`;

const SET_UP = `addgroup adduser alembic apk apt apt-cache apt-get apt-key aptitude a2dismod a2dissite a2enconf a2enmod a2ensite
awk bc blkid brew bunzip2 bzip2 chage chattr chfn chpasswd chsh cmake cmp composer createdb createuser crontab crudini
curl deluser debconf-set-selections delgroup diff dig dnf docker-php-ext-configure docker-php-ext-enable
docker-php-ext-install dos2unix dpkg dpkg-reconfigure dropdb egrep envsubst eslint ethtool fc-cache fgrep file find free fuser gawk gem getcap getconf getent getfacl getopt git gpasswd gpg gpgconf grep groupadd groupdel groupmod
gunzip gzip host htpasswd iconv ifconfig initdb ip ip6tables iptables iptables-restore jq keytool kill
killall knex ldapadd ldapmodify ldapsearch ldconfig locale-gen localedef logger logrotate lsb_release lsof mawk mc microdnf modprobe mongoimport mongorestore mount mountpoint msgfmt mysql mysql_install_db mysql_upgrade
mysqldump mariadb mariadb-install-db mariadb-upgrade newaliases nslookup nvidia-smi openssl pack passwd
patch pecl pg_dump pg_isready pg_restore pg_basebackup pgrep phpunit phpize pidof ping pip pipx pkill postconf postmap ps psql pytest rabbitmq-plugins rename renice resolvectl rpm rsync
s3cmd scp sed sequelize sequelize-cli setcap setfacl sqlite3 ssh-keygen ssh-keyscan ssh-add s6-svc s6-svstat
s6-svwait swapon sysctl systemctl tar terraform tput tune2fs typeorm tzselect ufw umount unrar
unxz unzip update-alternatives update-ca-certificates update-ca-trust update-rc.d uptime useradd userdel usermod uuidgen
virtualenv visudo wget whereis which wp xmllint xmlstarlet xz yq yum zcat zip zstd zypper cqlsh aws gcloud gsutil kubectl kustomize helm
black flake8 mypy ruff isort coverage tox nvm node-gyp
trust kcadm.sh restorecon certbot influx mkcert
mysql_secure_installation mysql_tzinfo_to_sql mariadb-tzinfo-to-sql mariadb-secure-installation my_print_defaults pg_controldata pg_resetwal pg_rewind pg_upgrade
ansible ansible-playbook flyway liquibase goose atlas dbmate sqlx diesel migrate`;

/** Brief whatever their arguments are, with an exit status that depends on the world. */
const BRIEF_NAMES = `${COREUTILS} ${SET_UP}`.split(/\s+/);

const POSIX = "https://pubs.opengroup.org/onlinepubs/9699919799/idx/utilities.html";
const DEBIAN = "https://manpages.debian.org/bookworm/";

/** Commands that come to an end by themselves. */
export const briefCommands: readonly ProgramRow[] = [
  varying("true", POSIX, (): Conduct => ({ kind: "brief", exit: "zero" }), "brief"),
  varying("false", POSIX, (): Conduct => ({ kind: "brief", exit: "nonzero" }), "brief"),
  varying("echo printf", POSIX, (): Conduct => ({ kind: "brief", exit: "zero" }), "brief"),
  varying("confd", "https://github.com/kelseyhightower/confd/blob/master/docs/command-line-flags.md", once),
  varying("consul-template", "https://github.com/hashicorp/consul-template#command-line", once),
  varying("tsc", "https://www.typescriptlang.org/docs/handbook/compiler-options.html", build),
  varying("sass", "https://sass-lang.com/documentation/cli/dart-sass/", build),
  varying("babel", "https://babeljs.io/docs/babel-cli", build),
  varying("esbuild", "https://esbuild.github.io/api/", build),
  varying("rollup", "https://rollupjs.org/command-line-interface/", build),
  varying("tailwindcss", "https://tailwindcss.com/docs/installation/tailwind-cli", build),
  varying("jest", "https://jestjs.io/docs/cli", build),
  varying("prisma", "https://www.prisma.io/docs/orm/reference/prisma-cli-reference", build),
  varying("docker", MEASURED, docker),
  varying("podman", MEASURED, docker),
  varying("make gmake", MEASURED, make),
  ...BRIEF_NAMES.map((name) => varying(name, DEBIAN, () => BRIEF, "brief")),
];

/** Build tools come to an end unless they watch their sources. */
function build({ argv }: { readonly argv: readonly string[] }): Conduct {
  return argv.some((word) => /^(-w|--watch(All)?(=.*)?|--serve(=.*)?|studio)$/.test(word)) ? STRANGER : BRIEF;
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
