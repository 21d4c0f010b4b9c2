# One image for hub nodes and workers; the command tells which.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY client-sdk/package.json client-sdk/
COPY scripts scripts
RUN node scripts/run.mjs install
COPY tsconfig.json tsconfig.build.json ./
COPY shared shared
COPY server server
COPY workers workers
COPY client-sdk client-sdk
RUN node scripts/run.mjs build && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/client-sdk/package.json client-sdk/
COPY --from=build /app/dist dist
# For whoever keeps files in a volume: a new one has the owner of what it lies over.
RUN install -d -o 1000 -g 1000 /data/blobs
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 3000 3100
CMD ["node", "--disable-proto=delete", "--enable-source-maps", "dist/server/main.js"]
