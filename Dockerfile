# docker build -t siglint . && docker run --rm -v "$PWD:/work:ro" siglint
FROM node:22-alpine AS build
WORKDIR /siglint
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY rules rules
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs --no-types

FROM node:22-alpine
# Node.js as PID 1 does nothing on SIGTERM and Ctrl-C; below tini both end it.
RUN apk add --no-cache tini
COPY --from=build /siglint/package.json /opt/siglint/
COPY --from=build /siglint/rules /opt/siglint/rules
COPY --from=build /siglint/dist /opt/siglint/dist
RUN ln -s /opt/siglint/dist/cli.cjs /usr/local/bin/siglint
USER node
WORKDIR /work
ENTRYPOINT ["tini", "--", "siglint"]
