// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Dockerfiles
import { describe, expect, test } from "vitest";
import { DISTRIBUTIONS } from "../../src/start/bases/distributions.ts";
import { OFFICIAL_IMAGES } from "../../src/start/bases/official-images.ts";
import { VENDOR_IMAGES } from "../../src/start/bases/vendor-images.ts";
import { identifyBase } from "../../src/start/identify-base.ts";

function shellOf(image: string): string {
  const { sh } = identifyBase(image);
  return sh.kind === "known" ? sh.shell : sh.kind;
}

describe("what /bin/sh is", () => {
  const cases: Readonly<Record<string, string>> = {
    debian: "dash",
    "debian:12-slim": "dash",
    "debian:bookworm@sha256:aa": "dash",
    "ubuntu:22.04": "dash",
    "alpine:3.19": "ash",
    busybox: "ash",
    "fedora:40": "bash",
    centos: "bash",
    "centos:6": "bash",
    "quay.io/centos/centos:stream9": "bash",
    "redhat/ubi9-minimal": "bash",
    "registry.access.redhat.com/ubi8/ubi-minimal:8.9": "bash",
    "registry.access.redhat.com/ubi9/nodejs-20": "bash",
    "registry.access.redhat.com/ubi9-minimal@sha256:aa": "bash",
    "rockylinux:9": "bash",
    "almalinux/9-base": "bash",
    "amazonlinux:2023": "bash",
    "opensuse/leap:15.5": "bash",
    archlinux: "bash",
    "photon:5.0": "bash",
    "oraclelinux:9-slim": "bash",
    scratch: "none",
    "gcr.io/distroless/static-debian12": "none",
    "gcr.io/distroless/base:debug": "none",
    "cgr.dev/chainguard/python:latest": "none",
    "cgr.dev/chainguard/python:latest-dev": "ash",
    "mcr.microsoft.com/windows/nanoserver:ltsc2022": "none",
    node: "dash",
    "node:20-alpine3.19": "ash",
    "node:20-slim": "dash",
    "python:3.12-slim-bookworm": "dash",
    "golang:1.22-alpine": "ash",
    "nginx:1.25-alpine-slim": "ash",
    "mysql:8.0": "bash",
    "mysql:8.0-debian": "dash",
    "openjdk:8-jre": "dash",
    "openjdk:17": "bash",
    "openjdk:17-slim": "dash",
    "openjdk:8-jdk-alpine": "ash",
    "eclipse-temurin:17-ubi9-minimal": "bash",
    "maven:3-amazoncorretto-17": "bash",
    "maven:3-amazoncorretto-17-alpine": "ash",
    "mcr.microsoft.com/dotnet/aspnet:8.0": "dash",
    "mcr.microsoft.com/dotnet/aspnet:8.0-alpine": "ash",
    "mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled": "none",
    "nvidia/cuda:12.2.0-devel-ubuntu22.04": "dash",
    "nvidia/cuda:12.2.0-base-ubi8": "bash",
    "nvidia/cuda:12.2.0-base-rockylinux9": "bash",
    "bitnami/redis:7.2-debian-12": "dash",
    "anapsix/alpine-java:8": "ash",
    "amd64/debian:12": "dash",
    "docker.io/library/node:20": "dash",
    "index.docker.io/library/alpine": "ash",
    "public.ecr.aws/docker/library/python:3-alpine": "ash",
    "public.ecr.aws/lambda/python:3.12": "bash",
    "registry.corp:5000/debian:12": "dash",
    "registry.corp/dockerhub/library/node:20-alpine": "ash",
    "${REGISTRY}/node:20": "dash",
    "node:${VERSION}-alpine": "ash",
    "debian:${VERSION}": "dash",
    "node:${VERSION}": "unknown",
    "node@sha256:aa": "unknown",
    "registry.corp/team/app:1": "unknown",
    "registry.corp/team/app:1-alpine": "ash",
    "registry.corp/team/app:1-bookworm": "dash",
    "ghcr.io/acme/node:20": "unknown",
    "acme/nginx": "unknown",
    "${BASE}": "unknown",
    "": "unknown",
  };
  test.each(Object.entries(cases))("%s: %s", (image, shell) => {
    expect(shellOf(image)).toBe(shell);
  });

  test('the reason fits after "because"', () => {
    const because = (image: string) => identifyBase(image).sh.because;
    expect(because("debian:12")).toBe("debian:12 is Debian, whose /bin/sh is dash");
    expect(because("node:20")).toBe("node:20 is built on Debian, whose /bin/sh is dash");
    expect(because("x/y:1-alpine")).toBe("the tag of x/y:1-alpine says Alpine, whose /bin/sh is busybox ash");
    expect(because("scratch")).toBe("scratch holds no files");
    expect(because("gcr.io/distroless/cc")).toBe("gcr.io/distroless/cc is distroless, which has no /bin/sh");
    expect(because("registry.corp/base")).toBe("nothing is known of registry.corp/base");
    expect(because("node@sha256:aa")).toBe("the tag of node is not known, and its variants differ");
    expect(because("node:${V}")).toBe("the tag of node:${V} is not known, and its variants differ");
  });
});

describe("bash", () => {
  test.each([
    ["alpine", "absent"],
    ["postgres:16-alpine", "present"],
    ["debian", "present"],
    ["scratch", "absent"],
    ["registry.corp/base", "unknown"],
  ])("%s: %s", (image, bash) => {
    expect(identifyBase(image).bash).toBe(bash);
  });
});

describe("what images set", () => {
  const entry = "docker-entrypoint.sh";
  const cases: readonly (readonly [string, string | null, string | null, string | null])[] = [
    ["node:20", entry, "node", null],
    ["python:3.12", null, "python3", null],
    ["nginx", "/docker-entrypoint.sh", "nginx -g daemon off;", "SIGQUIT"],
    ["nginx:1.17-alpine", null, "nginx -g daemon off;", "SIGTERM"],
    ["nginx:1.18.0", "/docker-entrypoint.sh", "nginx -g daemon off;", "SIGQUIT"],
    ["nginx:1.19.4", "/docker-entrypoint.sh", "nginx -g daemon off;", "SIGTERM"],
    ["nginx:1.19-alpine", "/docker-entrypoint.sh", "nginx -g daemon off;", "SIGQUIT"],
    ["postgres:16", entry, "postgres", "SIGINT"],
    ["postgis/postgis:16-3.4", entry, "postgres", "SIGINT"],
    ["valkey/valkey:8-alpine", entry, "valkey-server", null],
    ["ghcr.io/home-assistant/amd64-base:3.20", "/init", null, null],
    ["redis:7-alpine", entry, "redis-server", null],
    ["php:8.3-cli", "docker-php-entrypoint", "php -a", null],
    ["php:8.3-apache", "docker-php-entrypoint", "apache2-foreground", "SIGWINCH"],
    ["php:8.3-fpm-alpine", "docker-php-entrypoint", "php-fpm", "SIGQUIT"],
    ["httpd:2.4", null, "httpd-foreground", "SIGWINCH"],
    ["golang:1.22", null, "bash", null],
    ["golang:1.22-alpine", null, "/bin/sh", null],
    ["eclipse-temurin:21-jre", "/__cacert_entrypoint.sh", null, null],
    ["tomcat:10", null, "catalina.sh run", null],
    ["haproxy", entry, "haproxy -f /usr/local/etc/haproxy/haproxy.cfg", "SIGUSR1"],
    ["wordpress:6-fpm", entry, "php-fpm", "SIGQUIT"],
    ["wordpress:6", entry, "apache2-foreground", "SIGWINCH"],
    ["jenkins/jenkins:lts", "/usr/bin/tini -- /usr/local/bin/jenkins.sh", null, null],
    [
      "bitnami/redis:7",
      "/opt/bitnami/scripts/redis/entrypoint.sh",
      "/opt/bitnami/scripts/redis/run.sh",
      null,
    ],
    ["phusion/baseimage:noble-1.0.2", null, "/sbin/my_init", null],
    ["gcr.io/distroless/java17-debian12", "/usr/bin/java -jar", null, null],
    ["gcr.io/distroless/static", null, null, null],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", null, "bash", null],
  ];
  test.each(cases)("%s", (image, entrypoint, cmd, stopSignal) => {
    const { config } = identifyBase(image);
    expect(config?.entrypoint?.join(" ") ?? null).toBe(entrypoint);
    expect(config?.cmd?.join(" ") ?? null).toBe(cmd);
    expect(config?.stopSignal ?? null).toBe(stopSignal);
  });

  test("nothing is claimed of an image whose deciding tag is not known, or that is in no table", () => {
    for (const image of [
      "php:${V}",
      "php@sha256:aa",
      "registry.corp/team/app",
      "acme/nginx",
      "bitnami/git",
    ]) {
      expect(identifyBase(image).config).toBeNull();
    }
    expect(identifyBase("php:${V}-fpm").config?.cmd).toEqual(["php-fpm"]);
    expect(identifyBase("node:${V}").config?.cmd).toEqual(["node"]);
  });

  test("an entrypoint script that execs its arguments says so, and where to read it", () => {
    expect(identifyBase("redis").entrypointConduct).toEqual({
      kind: "execs-arguments",
      script: "docker-entrypoint.sh",
      link: "https://github.com/docker-library/redis",
      program: { argv: ["redis-server"], isOwn: expect.any(Function) },
    });
    expect(identifyBase("registry:2").entrypointConduct?.program?.isOwn("/etc/registry.yml")).toBe(true);
    expect(identifyBase("nginx").entrypointConduct?.program).toBeNull();
    expect(identifyBase("couchdb").entrypointConduct?.script).toBe("/docker-entrypoint.sh");
    expect(identifyBase("nginx:1.17").entrypointConduct).toBeNull();
    expect(identifyBase("python").entrypointConduct).toBeNull();
  });

  test("a mirror is assumed, and said; a stranger of the same name is not taken for it", () => {
    expect(identifyBase("registry.corp/node:20").assumption).toBe(
      "registry.corp/node:20 is taken to be Docker Hub's node",
    );
    expect(identifyBase("docker.io/library/node:20").assumption).toBeNull();
    expect(identifyBase("artifactory.corp/docker-remote/grafana/grafana:11").config?.entrypoint).toEqual([
      "/run.sh",
    ]);
    expect(identifyBase("registry.corp/shop/nginx:1").config).toBeNull();
  });
});

describe("the tables", () => {
  const images = [...OFFICIAL_IMAGES, ...VENDOR_IMAGES];

  test("no name stands in them twice", () => {
    const distributions = Object.values(DISTRIBUTIONS).flatMap((each) => each.images);
    const names = [...images.flatMap((each) => each.names), ...distributions];
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("every setting says where it was read", () => {
    const sourceless = images.filter((each) => each.from === undefined && !each.settingsUnknown);
    expect(sourceless.map((each) => each.names[0])).toEqual([]);
  });
});
