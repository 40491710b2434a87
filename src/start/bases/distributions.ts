import type { ShellName } from "../base-image.ts";

export type DistributionId =
  | "alpine"
  | "amazon"
  | "arch"
  | "azure"
  | "busybox"
  | "centos"
  | "alma"
  | "rocky"
  | "debian"
  | "distroless"
  | "fedora"
  | "opensuse"
  | "oracle"
  | "photon"
  | "rhel"
  | "scratch"
  | "ubuntu"
  | "windows"
  | "wolfi";

/** What images are built on: it decides what `/bin/sh` is. */
export interface Distribution {
  /** As it stands in a sentence. */
  readonly title: string;
  /** Null where there is no `/bin/sh`. */
  readonly sh: ShellName | null;
  readonly bash: "present" | "absent" | "unknown";
  /** What its own image starts, and what is started by images that set nothing. */
  readonly cmd: readonly string[] | null;
  /** Its own images, Docker Hub's `library/` left out. A `*` at the end stands for any rest. */
  readonly images: readonly string[];
  /** A part of a tag or of a name, between hyphens, that says it: `alpine3.19`, `bookworm`, `ubi9`. */
  readonly sign: RegExp | null;
}

const BASH = ["/bin/bash"];

/**
 * Sources: Debian policy 10.4 and Ubuntu's DashAsBinSh page for dash; the Alpine and BusyBox images for ash; the
 * `bash` packages of the others own `/bin/sh`. CMD as in the images' own repositories.
 */
// biome-ignore format: a table, one line per distribution
export const DISTRIBUTIONS: Readonly<Record<DistributionId, Distribution>> = {
  debian: { title: "Debian", sh: "dash", bash: "present", cmd: ["bash"], images: ["debian", "debian/eol", "bitnami/minideb"], sign: /^(debian[\d.]*|minideb|forky|trixie|bookworm|bullseye|buster|stretch|jessie|wheezy|sid)$/ },
  ubuntu: { title: "Ubuntu", sh: "dash", bash: "present", cmd: BASH, images: ["ubuntu", "public.ecr.aws/ubuntu/ubuntu"], sign: /^(ubuntu[\d.]*|trusty|xenial|bionic|focal|hirsute|impish|jammy|kinetic|lunar|mantic|noble|oracular|plucky|questing|resolute)$/ },
  alpine: { title: "Alpine", sh: "ash", bash: "absent", cmd: ["/bin/sh"], images: ["alpine"], sign: /^alpine[\d.]*$/ },
  busybox: { title: "BusyBox", sh: "ash", bash: "absent", cmd: ["sh"], images: ["busybox"], sign: /^busybox$/ },
  wolfi: { title: "Wolfi", sh: "ash", bash: "unknown", cmd: null, images: [], sign: /^wolfi$/ },
  fedora: { title: "Fedora", sh: "bash", bash: "present", cmd: BASH, images: ["fedora", "registry.fedoraproject.org/fedora", "quay.io/fedora/fedora"], sign: /^fedora[\d.]*$/ },
  rhel: { title: "Red Hat Enterprise Linux", sh: "bash", bash: "present", cmd: BASH, images: ["redhat/ubi*", "registry.access.redhat.com/ubi7", "registry.access.redhat.com/ubi8", "registry.access.redhat.com/ubi9", "registry.access.redhat.com/ubi10", "registry.access.redhat.com/ubi7-*", "registry.access.redhat.com/ubi8-*", "registry.access.redhat.com/ubi9-*", "registry.access.redhat.com/ubi10-*", "registry.access.redhat.com/ubi7/ubi*", "registry.access.redhat.com/ubi8/ubi*", "registry.access.redhat.com/ubi9/ubi*", "registry.access.redhat.com/ubi10/ubi*", "registry.redhat.io/ubi8/ubi*", "registry.redhat.io/ubi9/ubi*"], sign: /^(ubi[\d.]*|rhel[\d.]*)$/ },
  centos: { title: "CentOS", sh: "bash", bash: "present", cmd: BASH, images: ["centos", "quay.io/centos/centos"], sign: /^centos[\d.]*$/ },
  rocky: { title: "Rocky Linux", sh: "bash", bash: "present", cmd: BASH, images: ["rockylinux", "rockylinux/rockylinux", "quay.io/rockylinux/rockylinux"], sign: /^(rocky|rockylinux)[\d.]*$/ },
  alma: { title: "AlmaLinux", sh: "bash", bash: "present", cmd: BASH, images: ["almalinux", "almalinux/*", "quay.io/almalinuxorg/almalinux"], sign: /^(alma|almalinux)[\d.]*$/ },
  amazon: { title: "Amazon Linux", sh: "bash", bash: "present", cmd: BASH, images: ["amazonlinux", "public.ecr.aws/amazonlinux/amazonlinux"], sign: /^(amazonlinux[\d.]*|al2|al2023|corretto|amazoncorretto)$/ },
  oracle: { title: "Oracle Linux", sh: "bash", bash: "present", cmd: BASH, images: ["oraclelinux", "container-registry.oracle.com/os/oraclelinux", "ghcr.io/oracle/oraclelinux"], sign: /^(oracle|oraclelinux|ol(?=\d))[\d.]*$/ },
  opensuse: { title: "openSUSE", sh: "bash", bash: "present", cmd: BASH, images: ["opensuse", "opensuse/leap", "opensuse/tumbleweed", "registry.opensuse.org/opensuse/*", "registry.suse.com/bci/bci-base", "registry.suse.com/suse/sle15"], sign: /^(opensuse|leap|tumbleweed|sles|sle15|bci)[\d.]*$/ },
  arch: { title: "Arch Linux", sh: "bash", bash: "present", cmd: ["/usr/bin/bash"], images: ["archlinux", "archlinux/archlinux", "archlinux/base"], sign: /^archlinux$/ },
  photon: { title: "Photon OS", sh: "bash", bash: "present", cmd: BASH, images: ["photon", "vmware/photon", "projects.registry.vmware.com/photon/photon"], sign: /^photon[\d.]*$/ },
  azure: { title: "Azure Linux", sh: "bash", bash: "present", cmd: ["bash"], images: ["mcr.microsoft.com/azurelinux/base/core", "mcr.microsoft.com/cbl-mariner/base/core"], sign: /^(azurelinux|mariner)[\d.]*$/ },
  distroless: { title: "distroless", sh: null, bash: "absent", cmd: null, images: [], sign: /^(distroless|chiseled)$/ },
  scratch: { title: "scratch", sh: null, bash: "absent", cmd: null, images: ["scratch"], sign: /^scratch$/ },
  windows: { title: "Windows", sh: null, bash: "absent", cmd: null, images: ["mcr.microsoft.com/windows*", "mcr.microsoft.com/powershell"], sign: /^(windows|windowsservercore|nanoserver|servercore|ltsc\d+)$/ },
};
