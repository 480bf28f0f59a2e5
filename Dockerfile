FROM node:24-slim

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

COPY src ./src
# What has to survive a new container: the database, and the logs.
RUN mkdir data logs && chown node:node data logs
VOLUME ["/app/data", "/app/logs"]

USER node
ENV NODE_ENV=production
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 5000}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./src/compile-cache.js", "src/main.ts"]
